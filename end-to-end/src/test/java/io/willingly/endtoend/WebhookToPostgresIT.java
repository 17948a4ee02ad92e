package io.willingly.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.definition.Definition;
import io.willingly.streams.broker.DevBroker;
import io.willingly.streams.testing.Deliveries;
import io.willingly.streams.testing.PipelineRun;
import io.willingly.streams.testing.RegistryStub;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All the way: a signed post to a shipped source changes a row in the database. */
class WebhookToPostgresIT {
  private static final byte[] SECRET = "a secret of this test".getBytes(StandardCharsets.UTF_8);

  @Test
  void aRefundPostedOverHttpChangesTheRowOfItsRep(@TempDir Path directory) throws Exception {
    int port = freePort();
    LocalDate signed = LocalDate.now(ZoneOffset.UTC).minusDays(3);
    try (Postgres postgres = Postgres.start();
        DevBroker broker = DevBroker.start(directory.resolve("broker"), DevBroker.ANY_PORT);
        RegistryStub registry = new RegistryStub(Deliveries.IDS, 0);
        PipelineRun pipeline =
            PipelineRun.start(
                broker.bootstrapServers(),
                directory.resolve("state"),
                Definition.standard(ZoneOffset.UTC));
        ConnectCluster connect =
            ConnectCluster.start(
                broker.bootstrapServers(), Sinks.worker(postgres, registry.address()))) {
      Sinks.run(connect);
      connect.run("orders", webhook(port));
      String row =
          """
          SELECT won, remorse_30, took_it_back_30, remorse_rate_30, refunded
          FROM service_quality WHERE scope = 'REP' AND id = 'R-3' AND period = 'all'
          """;
      post(port, "1", "WON", signed, "\"repId\": \"R-3\"");
      pipeline.drained();
      postgres.await(row, "[1, 0, 0, 0.000000, []]");

      post(port, "2", "REFUNDED", signed.plusDays(2), "\"reversalReason\": \"CHANGE_OF_MIND\"");
      pipeline.drained();

      postgres.await(row, "[1, 1, 1, 1.000000, [{\"minor\": 125000, \"currency\": \"EUR\"}]]");
    }
  }

  private static Map<String, String> webhook(int port) {
    return Map.of(
        "connector.class", "io.willingly.connectors.connect.WebhookSourceConnector",
        "mapping", "standard-webhooks",
        "webhook.host", "127.0.0.1",
        "webhook.port", Integer.toString(port),
        "webhook.secrets", "whsec_" + Base64.getEncoder().encodeToString(SECRET));
  }

  /** Posts as standardwebhooks.com says. */
  private static void post(int port, String id, String kind, LocalDate day, String also)
      throws IOException, InterruptedException, GeneralSecurityException {
    String body =
        """
        {"type": "deal", "data": {"family": "deal", "eventId": "e-%s", "dealId": "D-1", "kind": "%s",
         "occurredAt": "%s", "customerId": "C-7", "amount": "1250", "currency": "EUR", %s}}
        """
            .formatted(id, kind, day, also);
    String time = Long.toString(Instant.now().getEpochSecond());
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
    byte[] signature =
        mac.doFinal("%s.%s.%s".formatted(id, time, body).getBytes(StandardCharsets.UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port + "/webhooks/standard-webhooks"))
            .header("webhook-id", id)
            .header("webhook-timestamp", time)
            .header("webhook-signature", "v1," + Base64.getEncoder().encodeToString(signature))
            .POST(BodyPublishers.ofString(body))
            .build();

    assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode())
        .isEqualTo(200);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
