package io.willingly.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.willingly.streams.cli.Shell.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A vendor's history from the command line, against a stand-in on this machine. */
class PullIT {
  private static final String PULL =
      """
      secret: env:ACME_TOKEN
      base: https://api.example.com
      auth: bearer
      rate: 1000
      patience: 1s
      requests:
        deals:
          get: /deals
          query: {since: "{since}", after: "{cursor}"}
          items: /deals
          since: {at: /occurred_at, overlap: 1d}
          next: {cursor: /after}
      """;
  private static final String DEAL =
      "{\"deal_id\":\"%s\",\"kind\":\"%s\",\"occurred_at\":\"%s\",\"customer_id\":\"C-1\",\"rep_id\":\"R-1\"}";

  @TempDir Path temp;
  private final Shell shell = new Shell(Map.of("ACME_TOKEN", "s3cret"));
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile int failing;
  private HttpServer vendor;

  @BeforeEach
  void start() throws IOException {
    vendor = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    vendor.createContext(
        "/deals",
        exchange -> {
          try (exchange) {
            String query = String.valueOf(exchange.getRequestURI().getQuery());
            asked.add(query);
            boolean second = query.contains("after=next");
            String page =
                second
                    ? "{\"deals\":[" + deal("D-3", "WON", "2026-03-03") + "]}"
                    : "{\"deals\":["
                        + deal("D-1", "WON", "2026-03-01")
                        + ","
                        + deal("D-2", "SOLD", "2026-03-02")
                        + "],\"after\":\"next\"}";
            byte[] body = page.getBytes(StandardCharsets.UTF_8);
            int status = second && failing != 0 ? failing : 200;
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    vendor.start();
    Path source = Files.createDirectories(temp.resolve("acme"));
    Files.writeString(source.resolve("pull.yaml"), PULL);
    Files.writeString(
        source.resolve("mapping.yaml"),
        """
        version: 1
        inputs:
          deals: {format: json}
        events:
          - name: deal
            from: deals
            family: deal
            fields:
              eventId: "{deal_id}:{kind}"
              kind: {from: kind}
              occurredAt: {from: occurred_at}
              dealId: "{deal_id}"
              customerId: "{customer_id}"
              repId: "{rep_id}"
        """);
  }

  @AfterEach
  void stop() {
    vendor.stop(0);
  }

  private static String deal(String id, String kind, String day) {
    return DEAL.formatted(id, kind, day + "T09:00:00Z");
  }

  private Result pull(String... options) {
    List<String> args =
        new ArrayList<>(List.of("pull", "--source", temp.resolve("acme").toString()));
    args.addAll(List.of("--data", temp.resolve("data").toString()));
    args.addAll(List.of("--base", "http://127.0.0.1:" + vendor.getAddress().getPort()));
    args.addAll(List.of(options));
    return shell.run(args.toArray(String[]::new));
  }

  @Test
  void aHistoryIsReadOnceAndThenWhatIsNew() {
    Result first = pull("--since", "2026-01-01T00:00:00Z", "--json");

    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out())
        .contains("\"rows\":3,\"events\":3,\"counted\":2")
        .contains("\"rejected\":1");
    assertThat(first.err())
        .contains("rejected payload row 2: ")
        .contains("deals: 3 items on 2 pages")
        .contains("2 requests; the next run reads")
        .contains("deals: what changed since 2026-03-02T09:00:00Z");

    Result second = pull("--since", "2026-01-01T00:00:00Z", "--json");

    assertThat(second.code()).as(second.err()).isZero();
    assertThat(asked.get(2)).isEqualTo("since=2026-03-02T09:00:00Z");
    assertThat(second.out()).contains("\"rows\":2,").contains("\"counted\":0");
    assertThat(second.err()).contains("deals: 2 items on 2 pages, 1 more had not changed");

    Result anew = pull("--since", "2026-01-01T00:00:00Z", "--again", "--json");

    assertThat(asked.get(4)).isEqualTo("since=2026-01-01T00:00:00Z");
    assertThat(anew.out()).contains("\"rows\":3,").contains("\"duplicate\":2");
  }

  @Test
  void whatWasReadBeforeAFailureIsCountedAndTheNextRunGoesOnThere() {
    failing = 500;
    Result broken = pull("--json");
    assertThat(broken.code()).isEqualTo(CommandLineApp.FAILURE);
    assertThat(broken.out()).contains("\"rows\":2,");
    assertThat(broken.err())
        .contains("/deals: answers 500; what was read is kept, try again later")
        .contains("in the middle of it");

    failing = 0;
    asked.clear();
    Result resumed = pull("--json");

    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(asked).singleElement().asString().endsWith("&after=next");
    assertThat(resumed.out()).contains("\"rows\":1,").contains("\"counted\":1");
  }

  @Test
  void mistakesAreToldBeforeAnythingIsStarted() {
    Result noSecret = pull("--secret", "env:OTHER");
    Result noDay = pull("--since", "January");
    Result noParameter = pull("--with", "shop=acme");
    Result noFile =
        shell.run("pull", "--source", "generic-csv", "--data", temp.resolve("data").toString());

    assertThat(List.of(noSecret.code(), noDay.code(), noParameter.code(), noFile.code()))
        .containsOnly(CommandLineApp.BAD_INPUT);
    assertThat(noSecret.err()).contains("the secret env:OTHER is not there");
    assertThat(noDay.err()).contains("--since is a day such as 2026-01-01");
    assertThat(noParameter.err()).contains("has no parameter shop; it has none");
    assertThat(noFile.err()).contains("generic-csv has no pull.yaml with 'requests'");
    assertThat(asked).isEmpty();
  }
}
