package io.willingly.connectors.connect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.willingly.event.DealEvent;
import io.willingly.event.MappingReject;
import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.Decoded;
import io.willingly.schemas.wire.EmbeddedSchemaIds;
import io.willingly.schemas.wire.WireFormat;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // set before each test
class ReplaySourceTaskTest {
  private static final Instant NOW = Instant.parse("2026-03-12T00:00:00Z");
  private static final Instant WRITTEN = NOW.minusSeconds(5);

  private static final String INPUTS =
      """
      version: 1
      inputs:
        deals: {columns: [id, amount]}
      events:
      """;

  private static final String EVENT =
      """
        - name: %1$s
          family: deal
          fields:
            eventId: "{id}:%1$s"
            dealId: {from: id}
            customerId: "C-{id}"
            kind: %2$s
            occurredAt: "2026-03-10T09:30:00Z"
            amount: {from: amount, unit: major, currency: EUR}
      """;

  @TempDir Path directory;
  private Path folder;
  private Map<String, String> settings;
  private TaskStand worker;
  private long nanos;

  @BeforeEach
  void prepare() throws IOException {
    folder = Files.createDirectory(directory.resolve("in"));
    Path mapping = Files.createDirectory(directory.resolve("shop"));
    Files.writeString(
        mapping.resolve("mapping.yaml"),
        INPUTS + EVENT.formatted("opened", "OPENED") + EVENT.formatted("won", "WON"));
    settings =
        new HashMap<>(
            Map.of(
                "mapping",
                mapping.toString(),
                "folder",
                folder.toString(),
                "poll.interval.ms",
                "1",
                "batch.rows",
                "2"));
    worker = new TaskStand();
  }

  private void write(String name, String text, Instant time) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.from(time));
  }

  private ReplaySourceTask task(Instant now) {
    ReplaySourceTask task = new ReplaySourceTask(Clock.fixed(now, ZoneOffset.UTC), () -> nanos);
    task.initialize(worker);
    task.start(settings);
    return task;
  }

  /** What a new task finds, until there is nothing. */
  private List<SourceRecord> all(Instant now) throws InterruptedException {
    ReplaySourceTask task = task(now);
    List<SourceRecord> all = new ArrayList<>();
    try {
      for (List<SourceRecord> some = task.poll(); some != null; some = task.poll()) {
        all.addAll(some);
      }
    } finally {
      task.stop();
    }
    return all;
  }

  private List<SourceRecord> sent(Instant now) throws InterruptedException {
    List<SourceRecord> records = all(now);
    records.forEach(worker::sent);
    return records;
  }

  private static <V extends SpecificRecord> V value(Topic<?, V> topic, SourceRecord record) {
    assertThat(record.topic()).isEqualTo(topic.name());
    Decoded<V> decoded =
        WireFormat.values(topic, EmbeddedSchemaIds.inMemory()).decode((byte[]) record.value());
    return ((Decoded.Value<V>) decoded).value();
  }

  private static List<String> events(List<SourceRecord> records) {
    return records.stream()
        .map(record -> value(Topics.DEAL_EVENTS, record).getEventId().toString())
        .toList();
  }

  @Test
  void aTaskGoesOnWhereTheLastRecordThatWasSentSays() throws Exception {
    write("b.csv", "id,amount\n3,1\n", WRITTEN);
    write("a/a.csv", "id,amount\n1,1\n2,1\n", WRITTEN);
    write(".hidden.csv", "id,amount\n9,1\n", WRITTEN);

    List<SourceRecord> all = all(NOW);
    assertThat(events(all))
        .containsExactly("1:opened", "1:won", "2:opened", "2:won", "3:opened", "3:won");
    assertThat(all.get(0).timestamp()).isEqualTo(NOW.toEpochMilli());
    for (int sent = 0; sent < all.size(); sent++) {
      worker.offsets.clear();
      all.subList(0, sent).forEach(worker::sent);
      // Of a row that was sent in part all is sent again.
      assertThat(events(all(NOW)))
          .as("after %d", sent)
          .isEqualTo(events(all).subList(sent / 2 * 2, all.size()));
    }
  }

  @Test
  void aRowThatMayNotBeThereAsAWholeWaits() throws Exception {
    write("a.csv", "id,amount\n1,1\n2,1", WRITTEN);

    assertThat(events(sent(NOW))).containsExactly("1:opened", "1:won");
    write("a.csv", "id,amount\n1,1\n2,100\n", WRITTEN.plusSeconds(1));
    List<SourceRecord> second = sent(NOW);

    assertThat(events(second)).containsExactly("2:opened", "2:won");
    assertThat(value(Topics.DEAL_EVENTS, second.get(0)).getAmount().getMinor()).isEqualTo(10_000);
    write("a.csv", "id,amount\n1,1\n2,100\n3,7", WRITTEN.plusSeconds(2));
    assertThat(sent(NOW)).isEmpty();
    assertThat(events(sent(NOW.plusSeconds(60)))).containsExactly("3:opened", "3:won");
    assertThat(sent(NOW.plusSeconds(90))).isEmpty();
  }

  /** Also when it is longer, and also when it claims to be older. */
  @Test
  void aFileThatReplacesAnotherIsReadAnewAndNewer() throws Exception {
    write("a.csv", "id,amount\n1,1\n2,1\n", WRITTEN);
    long first = revision(sent(NOW).get(0));
    write("a.csv", "id,amount\n1,1\n2,5\n3,1\n", WRITTEN.minusSeconds(60));
    List<SourceRecord> replaced = sent(NOW);

    assertThat(first).isEqualTo(WRITTEN.toEpochMilli());
    assertThat(events(replaced)).startsWith("1:opened").hasSize(6);
    assertThat(revision(replaced.get(0))).isEqualTo(first + 1);
    write("a.csv", "id,amount\n1,1\n2,5\n3,1\n4,1\n", WRITTEN.plusSeconds(60));
    List<SourceRecord> appended = sent(NOW.plusSeconds(60));
    assertThat(events(appended)).containsExactly("4:opened", "4:won");
    assertThat(revision(appended.get(0))).isEqualTo(first + 1);
  }

  private static long revision(SourceRecord record) {
    DealEvent event = value(Topics.DEAL_EVENTS, record);
    return event.getRevision();
  }

  @Test
  void aFileThatTheMappingDoesNotTakeIsRejectedOnceItIsQuiet() throws Exception {
    write("other.csv", "name\nx\n", WRITTEN);

    assertThat(sent(NOW)).isEmpty();
    List<SourceRecord> records = sent(NOW.plusSeconds(60));

    assertThat(records).hasSize(1);
    MappingReject reject = value(Topics.MAPPING_REJECTS, records.get(0));
    assertThat(reject.getFile()).isEqualTo("other.csv");
    assertThat(reject.getMessage()).contains("none of the inputs", "lacks [id, amount]");
    assertThat(sent(NOW.plusSeconds(90))).isEmpty();
    write("other.csv", "id,amount\n1,1\n", WRITTEN);
    assertThat(events(sent(NOW.plusSeconds(90)))).containsExactly("1:opened", "1:won");
  }

  @Test
  void rowsThatWereRejectedAreMappedAgain() throws Exception {
    settings.put("kept.rows", "true");
    write(
        "kept.ndjson",
        """
        {"id":"1","amount":"1","_file":"a.csv","_row":7,"_sha256":"ab"}
        {"name":"x"}
        """,
        WRITTEN);

    List<SourceRecord> records = sent(NOW);

    assertThat(events(records.subList(0, 2))).containsExactly("1:opened", "1:won");
    assertThat(revision(records.get(0))).isZero();
    assertThat(value(Topics.MAPPING_REJECTS, records.get(2)).getMessage())
        .contains("no input that such a row could be of alone");
  }

  @Test
  void rowsAreCountedAndHaveTheirPace() throws Exception {
    settings.put("rows.per.second", "2");
    write("a.csv", "id,amount\n1,1\n2,1\n3,1\n", WRITTEN);
    ReplaySourceTask task = task(NOW);

    assertThat(task.poll()).isNull();
    nanos += 500_000_001;
    assertThat(events(polled(task))).containsExactly("1:opened", "1:won");
    assertThat(task.poll()).isNull();
    nanos += 60_000_000_000L;
    assertThat(events(polled(task))).hasSize(4);
    task.stop();

    assertThat(worker.metrics)
        .containsExactly("rows-mapped-total", "rows-rejected-total", "rows-filtered-total");
  }

  private static List<SourceRecord> polled(ReplaySourceTask task) throws InterruptedException {
    return Objects.requireNonNull(task.poll());
  }

  @Test
  void whatCannotBeReadIsPassedOver() throws Exception {
    // A link to itself, which not even root can read, and one to what is gone.
    Files.createSymbolicLink(folder.resolve("a.csv"), Path.of("a.csv"));
    Files.createSymbolicLink(folder.resolve("b.csv"), Path.of("gone.csv"));
    write("c.csv", "id,amount\n3,1\n", WRITTEN);

    assertThat(events(all(NOW))).containsExactly("3:opened", "3:won");
  }

  @Test
  void theMappingIsToldAgainWhenTheRegistryWasAway() throws Exception {
    Files.writeString(
        directory.resolve("shop/mapping.yaml"),
        """
        version: 1
        inputs:
          deals: {columns: [id, amount]}
        objects:
          - {name: deal, id: "{id}", set: {expr: '{"id": .id}'}}
        events:
          - name: won
            from: deal
            family: deal
            fields: {eventId: "{id}:won", kind: WON, dealId: {from: id}, customerId: {from: id}, occurredAt: "2026-01-01"}
        """);
    write("a.csv", "id,amount\n1,1\n", WRITTEN);
    HttpServer registry = awayAtFirst();
    ReplaySourceTask task = task(NOW);

    assertThatThrownBy(task::poll).isInstanceOf(RetriableException.class);
    List<SourceRecord> told = polled(task);
    task.stop();
    registry.stop(0);

    assertThat(told)
        .extracting(SourceRecord::topic)
        .containsExactly(Topics.SOURCE_MAPPINGS.name(), Topics.RAW_OBJECTS.name());
  }

  /** A registry that the task is to use. */
  private HttpServer awayAtFirst() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    HttpServer registry =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    registry.createContext(
        "/",
        exchange -> {
          byte[] id = "{\"id\":7}".getBytes(UTF_8);
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(asked.incrementAndGet() == 1 ? 503 : 200, id.length);
          exchange.getResponseBody().write(id);
          exchange.close();
        });
    registry.start();
    settings.put("schema.registry.url", "http://127.0.0.1:" + registry.getAddress().getPort());
    return registry;
  }

  @Test
  void noRowIsLostWhileTheRegistryIsAway() throws Exception {
    write("a.csv", "id,amount\n1,1\n2,1\n3,1\n", WRITTEN);
    HttpServer registry = awayAtFirst();
    ReplaySourceTask task = task(NOW);

    assertThatThrownBy(task::poll).isInstanceOf(RetriableException.class);
    List<SourceRecord> first = polled(task);
    List<SourceRecord> second = polled(task);
    task.stop();
    registry.stop(0);

    assertThat(first).hasSize(4);
    assertThat(second).hasSize(2);
    assertThat(first.get(3).sourceOffset().get("row")).hasToString("2");
    assertThat(second.get(1).sourceOffset().get("row")).hasToString("3");
  }

  @Test
  void aFileIsATransactionOfTheConnectors() throws Exception {
    write("a.csv", "id,amount\n1,1\n2,1\n3,1\n", WRITTEN);
    write("b.csv", "id,amount\n4,1\n", WRITTEN);

    all(NOW);

    assertThat(events(worker.commits)).containsExactly("3:won", "4:won");
  }
}
