package io.willingly.streams.cli;

import static io.willingly.streams.testing.Deliveries.IDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.willingly.event.DefinitionState;
import io.willingly.event.ServiceQuality;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.Family;
import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.broker.DevBroker;
import io.willingly.streams.config.Settings;
import io.willingly.streams.config.SettingsReader;
import io.willingly.streams.definition.RuleSetTopic;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.Futures;
import io.willingly.streams.testing.FlinkCluster;
import io.willingly.streams.testing.ManyScenarios;
import io.willingly.streams.testing.PipelineRun;
import io.willingly.streams.testing.Published;
import io.willingly.streams.testing.Restated;
import io.willingly.testkit.scenario.Scenario;
import io.willingly.testkit.scenario.Scenarios;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** The same facts on Apache Flink, as packaged, and on Kafka Streams: the same integers (R95). */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@EnabledForJreRange(max = JRE.JAVA_21, disabledReason = "Apache Flink 2.3 runs on no newer Java")
class FlinkIT {
  private static final Definition DEFINITION = Definition.standard(ZoneId.of("UTC"));
  private static final Map<String, String> EIGHT_THREADS = Map.of("pipeline.threads", "8");
  private static final Purpose RUN = new Purpose("run", Duration.ofMillis(200));

  private static final Duration LOOK = Duration.ofSeconds(1);

  private static final List<Scenario> SCENARIOS =
      Scenarios.all().stream()
          .filter(scenario -> scenario.definition().equals(DEFINITION))
          .toList();

  @TempDir private Path temp;
  private final Shell shell = new Shell(Map.of());
  private final Host host = new Host(shell.console(), Map.of(), Clock.systemUTC());

  /** Built before this module. */
  private static Path built() {
    return Path.of("..", "flink-runner", "target").toAbsolutePath();
  }

  @BeforeAll
  static void packaged() {
    if (System.getProperty(FlinkSession.HOME) == null) {
      System.setProperty(FlinkSession.HOME, built().toString());
    }
  }

  @Test
  void everyPublishedIntegerIsThatOfKafkaStreamsAlsoAfterAKillAStopAndAMoveToACluster()
      throws Exception {
    List<Fact> facts = new ManyScenarios(SCENARIOS).given();
    int quarter = facts.size() / 4;
    // Beside the others: for much of their time they wait for who was killed to be missed.
    CompletableFuture<Map<String, Map<?, ?>>> onStreams =
        CompletableFuture.supplyAsync(() -> onStreams(facts));
    try (DevBroker broker = DevBroker.start(temp.resolve("broker"), DevBroker.ANY_PORT)) {
      Settings settings = settings(broker);
      String bootstrap = broker.bootstrapServers();
      PipelineRun.createTopics(bootstrap);
      try (FlinkSession killed = host.flink(settings, RUN)) {
        PipelineRun.send(bootstrap, facts.subList(0, quarter));
        PipelineRun.await(() -> hasRead(broker));
        killed.kill();
        assertThatThrownBy(() -> killed.stopped().join()).hasMessageContaining("it was killed");
      }
      try (FlinkSession stopped = host.flink(settings, RUN)) {
        PipelineRun.send(bootstrap, facts.subList(quarter, 2 * quarter));
        assertThat(stopped.rules()).isEqualTo(DEFINITION);
        // As a terminal and a service manager do; only the parent may heed it.
        ProcessHandle.current().children().forEach(ProcessHandle::destroy);
      }
      Path checkpoints = temp.resolve("checkpoints");
      try (FlinkCluster cluster = FlinkCluster.start(temp.resolve("cluster"), built())) {
        String job =
            cluster.run(
                savepoint(settings.dataDir().resolve("flink").resolve("state")).toString(),
                "--kafka.bootstrap-servers",
                bootstrap,
                "--flink.checkpoint-dir",
                checkpoints.toUri().toString(),
                "--flink.checkpoint-interval-ms",
                "500");
        PipelineRun.send(bootstrap, facts.subList(2 * quarter, 3 * quarter));
        drain(settings, cluster);
        PipelineRun.send(bootstrap, facts.subList(3 * quarter, facts.size()));
        cluster.killTaskManager();
        drain(settings, cluster);

        Map<String, Map<?, ?>> streams = onStreams.join();
        Map<String, Map<?, ?>> flink = published(bootstrap);

        assertThat(flink.keySet()).isEqualTo(streams.keySet());
        flink.forEach((topic, rows) -> assertThat(rows).as(topic).isEqualTo(streams.get(topic)));
        cluster.stop(job, checkpoints);
        assertThat(savepoint(checkpoints)).exists();
      }
      assertThatThrownBy(() -> host.own(settings, RUN, Clock.systemUTC()))
          .hasMessageContaining("counted by Apache Flink");
      assertNotSwitched(settings);

      makeAnew(broker, Topics.SERVICE_QUALITY);
      assertThatThrownBy(() -> stopped(settings))
          .hasMessageContaining("service-quality was made anew")
          .hasMessageContaining("--rebuild");
    }
  }

  /** As a rebuild on another machine does. */
  private static void makeAnew(DevBroker broker, Topic<?, ?> topic) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      Futures.await(admin.deleteTopics(List.of(topic.name())).all(), "delete " + topic.name());
      PipelineRun.await(
          () -> !Futures.await(admin.listTopics().names(), "list topics").contains(topic.name()));
    }
    PipelineRun.createTopics(broker.bootstrapServers());
  }

  /** Waits until it ends by itself, at its start or later. */
  private void stopped(Settings settings) {
    try (FlinkSession session = host.flink(settings, RUN)) {
      session.stopped().join();
    }
  }

  private void drain(Settings settings, FlinkCluster cluster) {
    try (Counting counting = host.counting(settings, RUN)) {
      cluster.await("all counted", () -> counting.awaitDrained(LOOK, left -> {}));
    }
  }

  private static Path savepoint(Path directory) throws IOException {
    try (Stream<Path> found = Files.list(directory)) {
      return found
          .filter(path -> path.getFileName().toString().startsWith("savepoint-"))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void aRunningJobIsNoticedAlsoWhenItHasReadNothing() throws Exception {
    try (DevBroker broker = DevBroker.start(temp.resolve("broker"), DevBroker.ANY_PORT)) {
      PipelineRun.createTopics(broker.bootstrapServers());
      try (FlinkSession idle = afterOneThatIsAboutToStop(settings(broker, EIGHT_THREADS))) {
        CompletableFuture<Void> second =
            CompletableFuture.runAsync(() -> stopped(settings(broker, "second")));
        Settings third = settings(broker, "third");
        Purpose rebuild = RUN.first(new Rebuild(shell.console(), Clock.systemUTC()));

        assertThatThrownBy(() -> host.own(third, RUN, Clock.systemUTC()))
            .hasMessageContaining("counted by Apache Flink");
        assertThatThrownBy(() -> host.own(third, rebuild, Clock.systemUTC()))
            .hasMessageContaining("nothing is changed")
            .hasMessageContaining("stop them all");
        assertThatThrownBy(second::join).hasMessageContaining("a job of 'willingly' runs already");
        assertNotSwitched(settings(broker, EIGHT_THREADS));
        assertThat(idle.stopped()).isNotDone();
      }
    }
  }

  /** Neither beside a job nor when it is stopped. */
  private void assertNotSwitched(Settings settings) {
    assertThatThrownBy(() -> new Trial(host, settings, LOOK).put(2, "Ada"))
        .hasMessageContaining("nothing is changed")
        .hasMessageContaining("run --engine flink --rebuild");
  }

  /** Its parent was killed just now. */
  private FlinkSession afterOneThatIsAboutToStop(Settings settings) throws Exception {
    CountDownLatch waits = new CountDownLatch(1);
    Logger log = Logger.getLogger(FlinkProcess.class.getName());
    Handler listener =
        new StreamHandler() {
          @Override
          public synchronized void publish(LogRecord record) {
            if (record.getMessage().contains("process 4711 counts in")) {
              waits.countDown();
            }
          }
        };
    Path lock = Files.createDirectories(settings.dataDir().resolve("flink")).resolve("lock");
    Files.writeString(lock, "4711");
    log.addHandler(listener);
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
      FileLock held = channel.lock();
      CompletableFuture<FlinkSession> second =
          CompletableFuture.supplyAsync(() -> host.flink(settings, RUN));
      assertThat(waits.await(1, TimeUnit.MINUTES)).as("it says what it waits for").isTrue();
      held.release();
      return second.join();
    } finally {
      log.removeHandler(listener);
    }
  }

  @Test
  void aJobThatCannotStartSaysWhatToDo() throws Exception {
    try (DevBroker broker = DevBroker.start(temp.resolve("broker"), DevBroker.ANY_PORT);
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      PipelineRun.createTopics(broker.bootstrapServers());
      Definition second =
          settings(broker, Map.of("definition.version", "2", "definition.happy-box", "5"))
              .definition();
      Cluster cluster = new Cluster(Map.of("bootstrap.servers", broker.bootstrapServers()), IDS);
      new RuleSetTopic(cluster, Clock.systemUTC()).write(second, DefinitionState.ACTIVE, "Ada");
      admin
          .alterConsumerGroupOffsets(
              "willingly-v2",
              Map.of(new TopicPartition("deal-events", 0), new OffsetAndMetadata(1)))
          .all()
          .get();

      assertThatThrownBy(() -> host.flink(settings(broker), RUN))
          .as("after a switch")
          .hasMessageContaining("counted by Kafka Streams")
          .hasMessageContaining("run --engine flink --rebuild");

      admin.deleteTopics(List.of(Topics.SAVE_LIST.name())).all().get();

      assertThatThrownBy(() -> host.flink(settings(broker), RUN))
          .hasMessageContaining("missing topics")
          .hasMessageContaining("save-list")
          .hasMessageContaining("willingly topics create");
    }
  }

  private static boolean hasRead(DevBroker broker) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      return Futures.await(
              admin.listConsumerGroupOffsets("willingly-flink").partitionsToOffsetAndMetadata(),
              "read committed offsets")
          .values()
          .stream()
          .anyMatch(offset -> offset.offset() > 0);
    }
  }

  private Map<String, Map<?, ?>> onStreams(List<Fact> facts) {
    try (DevBroker broker = DevBroker.start(temp.resolve("other"), DevBroker.ANY_PORT);
        PipelineRun run =
            PipelineRun.start(broker.bootstrapServers(), temp.resolve("state"), DEFINITION)) {
      PipelineRun.send(broker.bootstrapServers(), facts);
      run.drained();
      return published(broker.bootstrapServers());
    }
  }

  /**
   * The final view of each compacted topic, and what the records of the others add up to; what else
   * differs is how often a row was written (R95).
   */
  private static Map<String, Map<?, ?>> published(String bootstrap) {
    Map<String, Map<?, ?>> all = new TreeMap<>();
    for (Topic<?, ?> topic :
        List.of(
            Topics.SERVICE_QUALITY, Topics.DEAL_VERDICTS, Topics.SAVE_LIST, Topics.INGEST_LEDGER)) {
      all.put(topic.name(), latest(bootstrap, topic));
    }
    all.put(Topics.RESTATEMENTS.name(), restated(bootstrap));
    all.put(
        Topics.REJECTED_EVENTS.name(),
        Published.all(bootstrap, Topics.REJECTED_EVENTS).stream()
            .collect(
                Collectors.groupingBy(
                    record -> List.of(record.key(), record.value()), Collectors.counting())));
    all.forEach((topic, rows) -> assertThat(rows).as(topic).isNotEmpty());
    return all;
  }

  /**
   * Of the reps and teams of scenarios without erasures: what was booked before one stays there
   * (R43), and whether it was before is for no one to say of records of several topics.
   */
  private static Map<String, Long> restated(String bootstrap) {
    List<String> known =
        SCENARIOS.stream()
            .filter(
                scenario ->
                    scenario.given().stream()
                        .noneMatch(fact -> fact.id().family() == Family.ERASURE))
            .map(scenario -> "/" + scenario.name() + "/")
            .toList();
    Map<String, Long> totals = Restated.published(bootstrap);
    totals.keySet().removeIf(row -> known.stream().noneMatch(row::contains));
    return totals;
  }

  @SuppressWarnings("unchecked") // a topic's own types, which the list above has forgotten
  private static Map<?, ?> latest(String bootstrap, Topic<?, ?> topic) {
    Map<SpecificRecord, SpecificRecord> rows =
        new HashMap<>(Published.latest(bootstrap, (Topic<SpecificRecord, SpecificRecord>) topic));
    // Of the day it was counted.
    rows.values().stream()
        .filter(ServiceQuality.class::isInstance)
        .forEach(row -> ((ServiceQuality) row).setAsOf(java.time.LocalDate.EPOCH));
    return rows;
  }

  private Settings settings(DevBroker broker) {
    return settings(broker, Map.of());
  }

  private Settings settings(DevBroker broker, String directory) {
    return settings(
        broker,
        Map.of(
            "data.dir",
            temp.resolve(directory).toString(),
            "kafka.client.session.timeout.ms",
            "6000"));
  }

  private Settings settings(DevBroker broker, Map<String, String> more) {
    Map<String, String> flags = new HashMap<>();
    flags.put("data.dir", temp.resolve("my data %ü").toString());
    flags.put("kafka.bootstrap-servers", broker.bootstrapServers());
    flags.putAll(more);
    return new SettingsReader(Map.of()).read(Map.of(), flags);
  }
}
