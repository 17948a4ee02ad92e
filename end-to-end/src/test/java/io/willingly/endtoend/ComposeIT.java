package io.willingly.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.willingly.streams.testing.PipelineRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.function.BooleanSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** All of it in containers, two instances: from a post to the page and to the tables. */
class ComposeIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** Tells which of the secrets a plug-in has no use for it can read. */
  private static final String UNREADABLE =
      "cd /var/lib/willingly-keys && for key in page-token instances-secret access.json;"
          + " do test -e $key && test -r $key && echo $key; done; true";

  @Test
  void whatIsPostedIsOnThePageAndInTheTables() throws Exception {
    try (Compose compose = new Compose()) {
      compose.run("build");
      compose.run("up", "--detach", "--scale", "app=2", "--scale", "demo=0");
      String token = compose.key("page-token");
      String secret = compose.key("webhook-secret");
      URI page = compose.page(1);
      URI second = compose.page(2);
      await(() -> status(HttpRequest.newBuilder(page.resolve("/readyz"))) == 200);
      await(() -> status(HttpRequest.newBuilder(second.resolve("/readyz"))) == 200);

      Instant signed = Instant.now().minus(Duration.ofDays(3)).truncatedTo(ChronoUnit.SECONDS);
      await(() -> status(post(compose.at("WEBHOOK"), secret, sale(signed))) == 200);

      await(() -> status(ask(page, "/api/v1/deals/D-1", token)) == 200);
      assertThat(status(HttpRequest.newBuilder(page.resolve("/api/v1/deals/D-1")))).isEqualTo(401);
      // Each reads the other's parts, at the address it tells and with the secret that was drawn.
      await(() -> report(page, token).at("/rows").toString().contains("R-3"));
      JsonNode report = report(page, token);
      await(() -> report(second, token).at("/rows").equals(report.at("/rows")));
      assertThat(compose.run("exec", "-T", "app", "willingly", "ledger"))
          .containsPattern("standard-webhooks +deal-events +counted +NONE +1 ");
      String url = "jdbc:postgresql://" + compose.at("POSTGRES") + "/willingly";
      String password = compose.key("postgres-password");
      await(
          () ->
              "R-3 NO_WORD 125000"
                  .equals(
                      cell(
                          url,
                          password,
                          "SELECT rep_id || ' ' || verdict || ' ' || amount_minor FROM deal_verdicts"
                              + " WHERE customer_id = 'C-7'")));
      assertThat(cell(url, password, "SELECT counted FROM source_health")).isEqualTo("1");
      Rest prometheus = new Rest(URI.create("http://" + compose.at("PROMETHEUS")));
      await(
          () ->
              prometheus
                  .get("/api/v1/query?query=sum(up)")
                  .body()
                  .at("/data/result/0/value/1")
                  .asText()
                  .equals("2"));
      assertThat(compose.run("logs", "app")).contains("the page: ").doesNotContain("token=");
      assertThat(compose.run("exec", "-T", "connect", "sh", "-c", UNREADABLE)).isEmpty();

      compose.run("up", "--detach", "--no-deps", "demo");
      await(() -> report(second, token).at("/rows").size() > report.at("/rows").size());
    }
  }

  /** Of all reps, whole. */
  private static JsonNode report(URI instance, String token) {
    try {
      String answer = send(ask(instance, "/api/v1/report?scope=rep&period=all", token)).body();
      JsonNode report = Rest.JSON.readTree(answer);
      assertThat(report.path("missing")).as(answer).isEmpty();
      return report;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpRequest.Builder ask(URI instance, String path, String token) {
    return HttpRequest.newBuilder(instance.resolve(path))
        .header("Authorization", "Bearer " + token);
  }

  private static void await(BooleanSupplier condition) {
    PipelineRun.await(condition);
  }

  private static String sale(Instant signed) {
    return """
        {"data": {"family": "deal", "dealId": "D-1", "kind": "WON", "occurredAt": "%s", "customerId": "C-7",
                  "repId": "R-3", "amount": 1250, "currency": "EUR"}}
        """
        .formatted(signed);
  }

  private static HttpRequest.Builder post(String address, String secret, String body) {
    String id = "msg-1";
    long time = Instant.now().getEpochSecond();
    byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      byte[] signature =
          mac.doFinal((id + "." + time + "." + body).getBytes(StandardCharsets.UTF_8));
      return HttpRequest.newBuilder(URI.create("http://" + address + "/webhooks/standard-webhooks"))
          .header("webhook-id", id)
          .header("webhook-timestamp", Long.toString(time))
          .header("webhook-signature", "v1," + Base64.getEncoder().encodeToString(signature))
          .POST(BodyPublishers.ofString(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** 0 while nobody answers. */
  private static int status(HttpRequest.Builder request) {
    try {
      return send(request).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return HTTP.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The first cell; empty when there is no row. */
  private static String cell(String url, String password, String query) {
    try (Connection connection = DriverManager.getConnection(url, "willingly", password);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.next() ? rows.getString(1) : "";
    } catch (SQLException e) {
      throw new IllegalStateException(query, e);
    }
  }
}
