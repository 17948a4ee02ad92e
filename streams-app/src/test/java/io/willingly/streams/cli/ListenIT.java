package io.willingly.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.connectors.webhook.ListenerSettings;
import io.willingly.connectors.webhook.Secrets;
import io.willingly.connectors.webhook.Webhook;
import io.willingly.streams.assemble.AliasTopic;
import io.willingly.streams.config.Settings;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.EventProducer;
import io.willingly.streams.testing.PipelineRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The webhook without Docker: posts over HTTP are counted, and told. */
class ListenIT {
  private static final Pattern ADDRESS = Pattern.compile("listening for posts of shop on (\\S+)");
  private static final String WON =
      """
      {"token":"T-1","order":9007199254740993,"state":"paid","on":"2026-03-01T09:00:00Z","buyer":"C-1"}
      """;

  @TempDir Path temp;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final HttpClient client = HttpClient.newHttpClient();

  private Path source() throws IOException {
    Path folder = Files.createDirectories(temp.resolve("shop"));
    Files.writeString(folder.resolve("webhook.yaml"), "token: {at: /token}\n");
    Files.writeString(
        folder.resolve("mapping.yaml"),
        """
        version: 1
        inputs:
          orders: {format: json, columns: [order, state, "on", buyer], extra-columns: reject}
        events:
          - name: won
            from: orders
            family: deal
            fields:
              eventId: "{order}:won"
              kind: {from: state, map: {paid: WON}}
              occurredAt: {from: "on", format: iso}
              dealId: "{order}"
              customerId: "{buyer}"
        """);
    return folder;
  }

  private Console console() {
    return new Console(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        false,
        false);
  }

  private int run(String... args) {
    return new CommandLineApp(console(), Map.of("TOKENS", "T-0,T-1"), Clock.systemUTC()).run(args);
  }

  private int post(String address, String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address)).POST(BodyPublishers.ofString(body)).build();
    return client.send(request, BodyHandlers.discarding()).statusCode();
  }

  private String address() {
    Matcher address = ADDRESS.matcher(err.toString(StandardCharsets.UTF_8));
    assertThat(address.find()).isTrue();
    return address.group(1);
  }

  @Test
  void tellsWhatBecameOfPosts() throws Exception {
    Path shop = source();
    CompletableFuture<Integer> listen =
        CompletableFuture.supplyAsync(
            () ->
                run(
                    "listen",
                    "--source",
                    shop.toString(),
                    "--port",
                    "0",
                    "--secret-env",
                    "TOKENS",
                    "--public-url",
                    "https://hooks.example.com/shop",
                    "--posts",
                    "3",
                    "--data",
                    temp.resolve("data").toString()));
    PipelineRun.await(
        () -> listen.isDone() || ADDRESS.matcher(err.toString(StandardCharsets.UTF_8)).find());
    String address = address();

    assertThat(post(address, WON.replace("T-1", "T-9"))).isEqualTo(401);
    assertThat(post(address, WON)).isEqualTo(200);
    assertThat(post(address, WON)).isEqualTo(200);
    assertThat(post(address, WON.replace("paid", "sold"))).isEqualTo(200);

    assertThat(listen.get()).as(err.toString(StandardCharsets.UTF_8)).isZero();
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("give the source this address: https://hooks.example.com/shop");
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains(
            "answered 401 REFUSED: WRONG_SIGNATURE: the token at /token is none of the 2 live")
        .contains("\"dealId\":\"9007199254740993\"")
        .contains("post 1: verified, 98 bytes: 1 rows, 1 events, 0 parts of objects, 0 rejected")
        .contains("  1 COUNTED: counted")
        .contains("post 2: verified, 98 bytes: 1 rows, 1 events")
        .contains("\"rejected\":\"UNMAPPED_VALUE\",\"field\":\"won.kind\"")
        .contains("post 3: verified, 98 bytes: 1 rows, 0 events, 0 parts of objects, 1 rejected")
        .doesNotContain("T-1");
  }

  @Test
  void aPostThatHoldsNothingIsToldOf() throws Exception {
    Path shop = source();
    Files.writeString(shop.resolve("webhook.yaml"), "unsigned: nobody else reaches this test\n");
    CompletableFuture<Integer> listen =
        CompletableFuture.supplyAsync(
            () ->
                run(
                    "listen",
                    "--source",
                    shop.toString(),
                    "--port",
                    "0",
                    "--posts",
                    "1",
                    "--data",
                    temp.resolve("data").toString()));
    PipelineRun.await(
        () -> listen.isDone() || ADDRESS.matcher(err.toString(StandardCharsets.UTF_8)).find());

    assertThat(post(address(), "[]")).isEqualTo(200);

    assertThat(listen.get()).as(err.toString(StandardCharsets.UTF_8)).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("post 1: verified, 2 bytes: 0 rows", "it holds no row, such as an empty list");
  }

  @Test
  void refusesWhatCannotWorkBeforeAnythingIsStarted() throws IOException {
    Path shop = source();
    String data = temp.resolve("none").toString();

    assertThat(run("listen", "--source", shop.toString(), "--data", data)).isEqualTo(2);
    assertThat(run("listen", "--source", "generic-csv", "--data", data)).isEqualTo(2);
    assertThat(run("listen", "--source", shop.toString(), "--secret-env", "NONE", "--data", data))
        .isEqualTo(2);
    Files.writeString(shop.resolve("webhook.yaml"), "jwt: {header: A, algorithm: none}");
    assertThat(run("listen", "--source", shop.toString(), "--data", data)).isEqualTo(2);

    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("no secret is given")
        .contains("generic-csv has no webhook.yaml")
        .contains("there is no environment variable NONE")
        .contains("shop/webhook.yaml:1:29: expected RS256");
    assertThat(Path.of(data)).doesNotExist();
  }

  @Test
  void thePostThatIsKeptIsToldOfWhenAnEarlierOneWasNot() throws Exception {
    Host host = new Host(console(), Map.of(), Clock.systemUTC());
    Settings settings =
        host.settings(new SettingsOptions(), Map.of("data.dir", temp.resolve("data").toString()));
    Path shop = source();
    try (OwnSession session =
        host.own(settings, new Purpose("listen", Duration.ofMillis(100)), host.clock())) {
      Map<String, Object> client =
          new HashMap<>(settings.kafka().clientOf(session.bootstrapServers()));
      client.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2_000);
      Listening.Source told =
          new Listening.Source(
              Webhook.load(shop.toString()),
              Secrets.parse("T-1"),
              UnaryOperator.identity(),
              ReplayRun.mapping(shop.toString(), session.zone()),
              "shop");
      ListenerSettings listener =
          new ListenerSettings(
              "127.0.0.1",
              0,
              "/shop",
              "",
              ListenerSettings.MAX_BODY,
              ListenerSettings.READING,
              ListenerSettings.PATIENCE,
              ListenerSettings.WAITING);
      AliasTopic aliases =
          new AliasTopic(new Cluster(client, session.schemaIds()), Clock.systemUTC());
      try (EventProducer producer = new EventProducer(client, session.schemaIds());
          Listening listening = new Listening(host, session, producer, aliases, told, listener)) {
        CompletableFuture<Boolean> listen = CompletableFuture.supplyAsync(() -> listening.run(1));
        String address = address();

        int refused = post(address, WON.replace("C-1", "C".repeat(3_000)));
        int kept = post(address, WON);

        assertThat(listen.get()).isTrue();
        assertThat(refused).isEqualTo(503);
        assertThat(kept).isEqualTo(200);
      }
    }
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("  1 COUNTED: counted");
  }
}
