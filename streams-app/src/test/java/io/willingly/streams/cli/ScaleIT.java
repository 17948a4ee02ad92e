package io.willingly.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.event.IngestLedgerKey;
import io.willingly.event.IngestLedgerRow;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fold.FactChecks;
import io.willingly.metrics.fold.Reason;
import io.willingly.metrics.tally.CellKey;
import io.willingly.metrics.tally.TallyField;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.broker.DevBroker;
import io.willingly.streams.demo.Company;
import io.willingly.streams.peer.DataDirectory;
import io.willingly.streams.runtime.Drain;
import io.willingly.streams.testing.Answers;
import io.willingly.streams.testing.ChildJvm;
import io.willingly.streams.testing.Deliveries;
import io.willingly.streams.testing.January;
import io.willingly.streams.testing.OracleRows;
import io.willingly.streams.testing.PipelineRun;
import io.willingly.streams.testing.Ports;
import io.willingly.streams.testing.Progress;
import io.willingly.streams.testing.Published;
import io.willingly.streams.testing.Views;
import io.willingly.testkit.oracle.BatchOracle;
import io.willingly.testkit.oracle.Measure;
import io.willingly.testkit.oracle.OracleResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Instances come, go and die while facts keep coming: what is published in the end is what the
 * oracle says, nothing that was committed is taken back, and no part is told as the whole. How long
 * each stage stood still, and questions were not answered from the whole state, is printed, not
 * asserted: it says more about the machine.
 */
@SuppressWarnings("NullAway.Init") // set before each test
class ScaleIT {
  private static final Logger LOG = LoggerFactory.getLogger(ScaleIT.class);
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final int FACTS = 20_000;
  private static final int PER_SECOND = 100;
  private static final long SEED = 11;
  private static final Definition DEFINITION = Definition.standard(ZoneId.of("UTC"));
  private static final Duration START = Duration.ofMinutes(2);

  /** Without warm copies: {@code -Dscale.standbys=0}. */
  private static final int STANDBYS = Integer.getInteger("scale.standbys", 1);

  /** Reps who only win, so that none of their counts may ever fall; enough for every part. */
  private static final String STEADY = "steady-";

  private static final int STEADY_REPS = 16;

  private static final Pattern ACTIVE =
      Pattern.compile("^willingly_tasks\\{(?=.*part=\"pipeline\")(?=.*role=\"active\").*} [1-9]");

  private static List<Fact> facts;
  private static OracleResult expected;
  private static Views undisturbed;

  @TempDir Path temp;

  private final Map<String, ChildJvm> running = new HashMap<>();
  private final Map<String, Integer> ports = new HashMap<>();
  private final AtomicBoolean hurry = new AtomicBoolean();
  private DevBroker broker;
  private String bootstrap;
  private Progress progress;
  private Answers answers;
  private CompletableFuture<Void> load;
  private String protocol = "classic";

  /** One of ten comes twice: what is counted once more than it should be would show. */
  @BeforeAll
  static void judge(@TempDir Path directory) throws Exception {
    Iterator<Fact> company =
        new Company(new Company.Settings(SEED, 40, LocalDate.of(2025, 1, 1), ZoneOffset.UTC))
            .facts();
    facts = new ArrayList<>(FACTS);
    while (facts.size() < FACTS) {
      Fact fact = company.next();
      FactChecks.Problem problem = FactChecks.check(fact);
      // The oracle does not know the table of currencies (R17).
      if (problem == null || problem.reason() != Reason.BAD_CURRENCY) {
        facts.add(fact);
        if (facts.size() % 10 == 0) {
          facts.add(fact);
          int deal = facts.size();
          facts.add(January.won(STEADY + deal / 10 % STEADY_REPS, "D-" + deal));
        }
      }
    }
    expected = BatchOracle.judge(DEFINITION, facts);
    undisturbed = Views.undisturbed(directory, DEFINITION, facts);
  }

  @BeforeEach
  void startLoad() {
    broker = DevBroker.start(temp.resolve("broker"), DevBroker.ANY_PORT);
    bootstrap = broker.bootstrapServers();
    PipelineRun.createTopics(bootstrap);
    progress = new Progress(bootstrap, "willingly");
    answers = new Answers(rep -> rep.startsWith(STEADY));
    load = CompletableFuture.runAsync(this::send);
  }

  @AfterEach
  void stopAll() {
    hurry.set(true);
    load.join();
    answers.close();
    running.values().forEach(ChildJvm::close);
    progress.close();
    broker.close();
  }

  @Test
  void instancesComeRestartDieAndGoUnderLoad() {
    start("one");
    ask("one");
    PipelineRun.await(() -> progress.steady(PipelineRun.PARTITIONS));
    told("one");
    start("two", "three");
    told("two more come");
    for (String each : List.of("one", "two", "three")) {
      ask(each.equals("one") ? "two" : "one");
      stop(each);
      start(each);
      goOn();
      told("restarted " + each);
    }
    kill("two", "one");
    goOn();
    told("killed two");
    stop("three");
    goOn();
    told("stopped three");

    assertCounted();
    assertAnswered("one");
  }

  @Test
  void instancesComeAndGoUnderLoadWithStreamsProtocol() {
    protocol = "streams";
    start("one");
    ask("one");
    PipelineRun.await(() -> progress.steady(PipelineRun.PARTITIONS));
    told("one");
    start("two", "three");
    goOn();
    told("two more come");
    ask("three");
    stop("two");
    stop("one");
    goOn();
    told("two go");

    assertCounted();
    assertAnswered("three");
  }

  private void ask(String name) {
    answers.ask(Path.of(directory(name)));
  }

  private void goOn() {
    long now = System.nanoTime();
    PipelineRun.await(() -> progress.everywhereSince(now));
  }

  private void start(String... names) {
    for (String name : names) {
      List<String> words =
          new ArrayList<>(List.of("run", "--bootstrap", bootstrap, "--data", directory(name)));
      words.addAll(List.of("--set", "http.enabled=false", "--set", "pipeline.threads=1"));
      words.addAll(List.of("--set", "pipeline.standby-replicas=" + STANDBYS));
      int port = Ports.free();
      ports.put(name, port);
      words.addAll(List.of("--set", "internal.port=" + port));
      words.addAll(List.of("--set", "internal.secret=of-all-our-instances"));
      words.addAll(List.of("--set", "pipeline.group-protocol=" + protocol));
      Path log = temp.resolve(name + ".log");
      running.put(name, ChildJvm.start(log, ShellMain.class, words.toArray(new String[0])));
    }
    for (String name : names) {
      DataDirectory data = new DataDirectory(Path.of(directory(name)));
      instance(name).await("answers", START, () -> data.owner().isPresent());
    }
  }

  private ChildJvm instance(String name) {
    return Objects.requireNonNull(running.get(name), name);
  }

  private void stop(String name) {
    instance(name).stop(START);
    running.remove(name);
  }

  /** Kills one that counts; from then on a witness is asked. */
  private void kill(String name, String witness) {
    instance(name).await("has work", START, () -> counts(name));
    answers.pause();
    goOn();
    assertThat(counts(name)).as("%s still counts", name).isTrue();
    instance(name).kill();
    ask(witness);
    running.remove(name);
  }

  /** Whether tasks of the pipeline are its own, not only copies. */
  private boolean counts(String name) {
    URI meters = URI.create("http://127.0.0.1:" + ports.get(name) + "/metrics");
    try {
      return HTTP.send(HttpRequest.newBuilder(meters).build(), BodyHandlers.ofString())
          .body()
          .lines()
          .anyMatch(ACTIVE.asPredicate());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String directory(String name) {
    return temp.resolve(name).toString();
  }

  private void told(String phase) {
    LOG.info("longest standstill: {} {}", phase, progress.standstills());
    LOG.info("answers: {}: {}", phase, answers.told());
  }

  private void send() {
    try (KafkaProducer<byte[], byte[]> producer = PipelineRun.producer(bootstrap)) {
      long begun = System.nanoTime();
      for (int i = 0; i < facts.size(); i++) {
        producer.send(Deliveries.of(facts.get(i)));
        long due = begun + i * 1_000_000_000L / PER_SECOND;
        while (!hurry.get() && System.nanoTime() < due) {
          LockSupport.parkNanos(1_000_000);
        }
      }
    }
  }

  private void assertCounted() {
    hurry.set(true);
    load.join();
    try (Drain drain = Drain.of(Map.of("bootstrap.servers", bootstrap), "willingly")) {
      PipelineRun.await(drain::settled);
    }
    assertThat(OracleRows.differences(DEFINITION, expected, bootstrap)).isEmpty();
    Views.published(bootstrap).assertSame(undisturbed);
    assertLedger();
    assertThat(progress.wentBack()).isEmpty();
  }

  /** What is answered in the end is the whole, and what the oracle says. */
  private void assertAnswered(String name) {
    Map<String, Long> won = new TreeMap<>();
    expected
        .measures()
        .forEach(
            (measure, value) -> {
              if (measure.scope() == Measure.Scope.REP
                  && measure.role().equals(CellKey.PRIMARY)
                  && measure.field() == TallyField.WON) {
                won.merge(measure.id(), value, Long::sum);
              }
            });
    Path directory = Path.of(directory(name));
    PipelineRun.await(() -> won.equals(Answers.whole(directory)));
    assertThat(answers.wrong()).isEmpty();
  }

  /** Each record has one outcome, and what was told of copies never got less. */
  private void assertLedger() {
    Map<Reason, Long> counts = new EnumMap<>(Reason.class);
    Map<IngestLedgerKey, Long> last = new HashMap<>();
    for (ConsumerRecord<IngestLedgerKey, IngestLedgerRow> record :
        Published.all(bootstrap, Topics.INGEST_LEDGER)) {
      Reason reason = Reason.valueOf(record.key().getReason());
      long count = record.value() == null ? 0 : record.value().getCount();
      Long before = last.put(record.key(), count);
      counts.merge(reason, count - (before == null ? 0 : before), Long::sum);
      if (reason == Reason.IDENTICAL_COPY) {
        assertThat(count)
            .as("%s", record.key())
            .isGreaterThanOrEqualTo(before == null ? 0 : before);
      }
    }
    counts.values().removeIf(count -> count == 0);
    Map<Reason, Long> oracle = new EnumMap<>(Reason.class);
    expected.ledger().forEach((row, count) -> oracle.merge(row.reason(), count, Long::sum));
    assertThat(counts).isEqualTo(oracle);
    assertThat(counts.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(facts.size());
  }
}
