package io.willingly.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.definition.Definition;
import io.willingly.streams.assemble.AssembleService;
import io.willingly.streams.broker.DevBroker;
import io.willingly.streams.runtime.PipelineConfig;
import io.willingly.streams.runtime.StreamsRun;
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
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All the way: signed posts of a vendor, which tells a sale in pieces, change a row in the
 * database.
 */
@SuppressWarnings("try") // pipeline and assembly run by themselves
class WebhookToPostgresIT {
  private static final String SECRET = "whsec_of_this_test";
  private static final Definition RULES = Definition.standard(ZoneOffset.UTC);

  private final Instant signed = Instant.now().minus(Duration.ofDays(3));

  @Test
  void aRefundPostedOverHttpChangesTheRowOfItsRep(@TempDir Path directory) throws Exception {
    int port = freePort();
    try (Postgres postgres = Postgres.start();
        DevBroker broker = DevBroker.start(directory.resolve("broker"), DevBroker.ANY_PORT);
        RegistryStub registry = new RegistryStub(Deliveries.IDS, 0);
        PipelineRun pipeline =
            PipelineRun.start(broker.bootstrapServers(), directory.resolve("state"), RULES);
        StreamsRun assembly = assembly(broker, directory);
        ConnectCluster connect =
            ConnectCluster.start(
                broker.bootstrapServers(), Sinks.worker(postgres, registry.address()))) {
      Sinks.run(connect);
      connect.run("payments", webhook(port));
      String row =
          """
          SELECT won, remorse_30, took_it_back_30, remorse_rate_30, refunded
          FROM service_quality WHERE scope = 'REP' AND id = 'R-3' AND period = 'all'
          """;

      // What was sold and that it was taken back is told of the charge, which comes last.
      post(port, "refund.created", refund());
      post(port, "checkout.session.completed", sale());
      postgres.await(row, "[1, 0, 0, 0.000000, []]");
      post(port, "charge.succeeded", charge());

      postgres.await(row, "[1, 1, 1, 1.000000, [{\"minor\": 125000, \"currency\": \"EUR\"}]]");
    }
  }

  private static StreamsRun assembly(DevBroker broker, Path directory) {
    PipelineConfig config =
        PipelineRun.config(broker.bootstrapServers(), directory.resolve("state"), RULES);
    return AssembleService.start(config, directory.resolve("assembly"), Deliveries.IDS);
  }

  private static Map<String, String> webhook(int port) {
    return Map.of(
        "connector.class", "io.willingly.connectors.connect.WebhookSourceConnector",
        "mapping", "stripe",
        "webhook.host", "127.0.0.1",
        "webhook.port", Integer.toString(port),
        "webhook.secrets", SECRET);
  }

  private String sale() {
    return """
        {"id": "cs_1", "object": "checkout.session", "mode": "payment", "payment_status": "paid",
         "status": "complete", "amount_subtotal": 125000, "amount_total": 125000, "currency": "eur",
         "customer": "cus_7", "payment_intent": "pi_1", "subscription": null,
         "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
         "metadata": {"rep_id": "R-3"}, "created": %d}
        """
        .formatted(signed.getEpochSecond());
  }

  private String charge() {
    return """
        {"id": "ch_1", "object": "charge", "amount": 125000, "amount_refunded": 0, "refunded": false,
         "currency": "eur", "customer": "cus_7", "payment_intent": "pi_1", "disputed": false,
         "metadata": {}, "created": %d}
        """
        .formatted(signed.getEpochSecond());
  }

  private String refund() {
    return """
        {"id": "re_1", "object": "refund", "amount": 125000, "charge": "ch_1",
         "payment_intent": "pi_1", "currency": "eur", "reason": "requested_by_customer", "status": "succeeded",
         "metadata": {"reversal_reason": "CHANGE_OF_MIND"}, "created": %d}
        """
        .formatted(signed.plus(Duration.ofDays(2)).getEpochSecond());
  }

  /** Posts as Stripe does. */
  private void post(int port, String type, String object)
      throws IOException, InterruptedException, GeneralSecurityException {
    String body =
        """
        {"id": "evt_%1$s", "object": "event", "created": %2$d, "livemode": true, "type": "%1$s",
         "data": {"object": %3$s}}
        """
            .formatted(type, signed.getEpochSecond(), object);
    String time = Long.toString(Instant.now().getEpochSecond());
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String signature =
        HexFormat.of().formatHex(mac.doFinal((time + "." + body).getBytes(StandardCharsets.UTF_8)));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/webhooks/stripe"))
            .header("Stripe-Signature", "t=" + time + ",v1=" + signature)
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
