package io.willingly.connectors.connect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PullSourceTaskTest {
  private static final Instant NOW = Instant.parse("2026-03-31T10:00:00Z");
  private static final String PULL =
      """
      base: https://{region}.example.com
      auth: bearer
      rate: 1000
      patience: 1ms
      parameters:
        region: {description: "eu or us"}
      requests:
        deals:
          get: /deals
          query: {since: "{since}", after: "{cursor}"}
          items: /deals
          since: {at: /occurredAt, overlap: 0s}
          next: {cursor: /after}
      """;
  private static final String WON =
      "{\"family\":\"deal\",\"kind\":\"WON\",\"occurredAt\":\"2026-03-%1$s\",\"dealId\":\"D-%1$s\",\"customerId\":\"C\"}";

  @TempDir Path source;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final TaskStand stand = new TaskStand();
  private volatile int status = 200;
  private HttpServer vendor;

  @BeforeEach
  void start() throws IOException {
    vendor = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    vendor.createContext(
        "/deals",
        exchange -> {
          try (exchange) {
            String query = exchange.getRequestURI().getQuery();
            asked.add(query);
            String page =
                query.contains("after=next")
                    ? "{\"deals\":[" + WON.formatted("03") + "]}"
                    : "{\"deals\":[%s,%s],\"after\":\"next\"}"
                        .formatted(WON.formatted("01"), WON.formatted("02"));
            exchange.sendResponseHeaders(status, 0);
            exchange.getResponseBody().write(page.getBytes(UTF_8));
          }
        });
    vendor.start();
    Files.writeString(source.resolve("pull.yaml"), PULL);
    Files.writeString(
        source.resolve("mapping.yaml"),
        """
        version: 1
        inputs:
          deals: {format: json}
        events:
          - name: won
            family: deal
            fields:
              eventId: "{dealId}"
              kind: WON
              occurredAt: {from: occurredAt}
              dealId: "{dealId}"
              customerId: "{customerId}"
        """);
  }

  @AfterEach
  void stop() {
    vendor.stop(0);
  }

  private Map<String, String> settings() {
    return new HashMap<>(
        Map.of(
            "mapping", source.toString(),
            "source", "acme",
            "secret", "s3cret",
            "parameter.region", "eu",
            "base", "http://127.0.0.1:" + vendor.getAddress().getPort(),
            "poll.interval.ms", "1000"));
  }

  private PullSourceTask task(Clock clock) {
    PullSourceTask task = new PullSourceTask(clock);
    task.initialize(stand);
    task.start(settings());
    return task;
  }

  private PullSourceTask task() {
    return task(Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static List<SourceRecord> poll(PullSourceTask task) throws InterruptedException {
    List<SourceRecord> made = task.poll();
    return made == null ? List.of() : made;
  }

  private static List<String> states(List<SourceRecord> records) {
    return records.stream().map(record -> String.valueOf(record.sourceOffset())).toList();
  }

  @Test
  void aPollIsAPageAndOnlyItsLastRecordSaysThatItIsDone() throws InterruptedException {
    PullSourceTask task = task();

    List<SourceRecord> first = poll(task);
    List<SourceRecord> second = poll(task);
    List<SourceRecord> none = poll(task);
    task.stop();

    assertThat(first).extracting(SourceRecord::topic).containsExactly("deal-events", "deal-events");
    assertThat(first.get(0).key()).isEqualTo("C".getBytes(UTF_8));
    assertThat(first.get(0).timestamp()).isEqualTo(NOW.toEpochMilli());
    assertThat(states(first))
        .containsExactly(
            "{state={\"asked\":null,\"since\":\"2000-01-01T00:00:00Z\"}}",
            "{state={\"asked\":null,\"since\":\"2000-01-01T00:00:00Z\",\"position\":\"next\",\"high\":\"2026-03-02T00:00:00Z\",\"started\":\"2026-03-31T10:00:00Z\"}}");
    assertThat(states(second))
        .containsExactly("{state={\"asked\":null,\"since\":\"2026-03-03T00:00:00Z\"}}");
    assertThat(none).isEmpty();
    assertThat(stand.metrics).contains("requests-total", "rows-mapped-total");
  }

  @Test
  void aNewTaskGoesOnAfterTheLastPageKept() throws InterruptedException {
    PullSourceTask killed = task();
    poll(killed).forEach(stand::sent);
    poll(killed);
    killed.stop();
    asked.clear();

    PullSourceTask next = task();
    List<SourceRecord> again = poll(next);
    next.stop();

    assertThat(asked).containsExactly("since=2000-01-01T00:00:00Z&after=next");
    assertThat(again).hasSize(1);
  }

  @Test
  void aVendorThatIsDownIsAskedAgainAfterTheInterval() throws InterruptedException {
    Instant[] now = {NOW};
    Clock clock =
        new Clock() {
          @Override
          public ZoneOffset getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            return now[0];
          }
        };
    PullSourceTask task = task(clock);
    status = 503;
    assertThatThrownBy(task::poll)
        .isInstanceOf(RetriableException.class)
        .hasMessageContaining("answers 503");
    status = 200;
    now[0] = NOW.plusSeconds(1);

    assertThat(poll(task)).hasSize(2);
    task.stop();
  }

  @Test
  void aRefusedSecretFailsTheTask() {
    PullSourceTask task = task();
    status = 401;

    assertThatThrownBy(task::poll)
        .isInstanceOf(ConnectException.class)
        .isNotInstanceOf(RetriableException.class)
        .hasMessageContaining("the secret of the setting 'secret' is refused (401)")
        .hasMessageNotContaining("s3cret");
    task.stop();
  }

  @Test
  void stoppingEndsAWait() throws InterruptedException {
    PullSourceTask task = task();
    poll(task);
    poll(task);
    poll(task); // the end: now it waits for the next reading
    CountDownLatch ended = new CountDownLatch(1);
    Thread worker =
        new Thread(
            () -> {
              try {
                while (true) {
                  task.poll();
                }
              } catch (InterruptedException e) {
                ended.countDown();
              }
            });
    worker.start();

    task.stop();

    ended.await();
    worker.join();
    assertThat(asked).hasSize(2);
  }

  @Test
  void settingsAreLookedAtTogether() {
    assertThat(errors(settings())).isEmpty();
    assertThat(errors(with("secret", "")))
        .containsExactly(
            "secret: "
                + source
                + " needs a secret, and none is named: env:NAME of an environment variable, or file:PATH");
    assertThat(errors(with("mapping", "generic-ndjson")))
        .containsExactly(
            "mapping: Invalid value generic-ndjson for configuration mapping: it has no pull.yaml with 'requests'");
    assertThat(errors(with("parameter.shop", "x")))
        .containsExactly("mapping: " + source + " has no parameter shop; it has region");
    assertThat(errors(with("since", "January"))).singleElement().asString().startsWith("since: ");
    assertThat(errors(with("base", "http://api.example.com")))
        .singleElement()
        .asString()
        .contains("http:// is for this machine only");
  }

  private Map<String, String> with(String name, String value) {
    Map<String, String> settings = settings();
    settings.put(name, value);
    return settings;
  }

  private static List<String> errors(Map<String, String> settings) {
    List<String> errors = new ArrayList<>();
    for (ConfigValue value : new PullSourceConnector().validate(settings).configValues()) {
      value.errorMessages().forEach(message -> errors.add(value.name() + ": " + message));
    }
    return errors;
  }

  @Test
  void exactlyOnceWhereAPageIsATransaction() {
    PullSourceConnector connector = new PullSourceConnector();

    assertThat(connector.exactlyOnceSupport(settings())).isEqualTo(ExactlyOnceSupport.SUPPORTED);
    assertThat(connector.exactlyOnceSupport(with("transaction.boundary", "interval")))
        .isEqualTo(ExactlyOnceSupport.UNSUPPORTED);
  }

  @Test
  void offsetsSomebodyWritesAreChecked() {
    PullSourceConnector connector = new PullSourceConnector();
    Map<String, String> deals = Map.of("request", "deals");
    String state = "{\"since\":\"2026-01-01T00:00:00Z\"}";

    assertThat(connector.alterOffsets(settings(), Map.of(deals, Map.of("state", state)))).isTrue();
    Map<Map<String, ?>, Map<String, ?>> reset = new HashMap<>();
    reset.put(deals, null);
    assertThat(connector.alterOffsets(settings(), reset)).isTrue();
    refused(Map.of(Map.of("request", "calls"), Map.of("state", state)), "of one of deals");
    refused(Map.of(Map.of("file", "deals"), Map.of("state", state)), "of one of deals");
    refused(Map.of(deals, Map.of("since", "2026-01-01")), "an offset must be {\"state\": TEXT}");
    refused(Map.of(deals, Map.of("state", "{\"sinse\":1}")), "has 'sinse', which means nothing");
    refused(Map.of(deals, Map.of("state", "2026-01-")), "Unexpected");
  }

  private void refused(Map<Map<String, ?>, Map<String, ?>> offsets, String message) {
    PullSourceConnector connector = new PullSourceConnector();
    assertThatThrownBy(() -> connector.alterOffsets(settings(), offsets))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining(message);
  }
}
