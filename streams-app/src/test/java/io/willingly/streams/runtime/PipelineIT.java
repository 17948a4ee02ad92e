package io.willingly.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fold.Reason;
import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.broker.DevBroker;
import io.willingly.streams.state.Stores;
import io.willingly.streams.testing.Deliveries;
import io.willingly.streams.testing.Malformed;
import io.willingly.streams.testing.ManyScenarios;
import io.willingly.streams.testing.PipelineRun;
import io.willingly.testkit.scenario.Scenario;
import io.willingly.testkit.scenario.Scenarios;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Metric;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // set before each test
class PipelineIT {
  private static final Definition DEFINITION = Definition.standard(ZoneId.of("UTC"));

  private DevBroker broker;
  private String bootstrap;
  private Path state;

  @BeforeEach
  void startBroker(@TempDir Path directory) {
    broker = DevBroker.start(directory.resolve("broker"), DevBroker.ANY_PORT);
    bootstrap = broker.bootstrapServers();
    state = directory.resolve("state");
  }

  @AfterEach
  void stopBroker() {
    broker.close();
  }

  @Test
  void scenariosCountTheSameOnABrokerWithARestartInTheMiddle() {
    ManyScenarios scenarios = new ManyScenarios(mergeable());
    List<Fact> given = scenarios.given();
    int half = given.size() / 2;
    try (PipelineRun run = PipelineRun.start(bootstrap, state, DEFINITION)) {
      PipelineRun.send(bootstrap, given.subList(0, half));
      run.drained();
    }

    try (PipelineRun run = PipelineRun.start(bootstrap, state, DEFINITION)) {
      PipelineRun.send(bootstrap, given.subList(half, given.size()));

      assertThat(scenarios.scenarios()).hasSizeGreaterThan(20);
      assertThat(scenarios.differences(run.drained())).isEmpty();
    }
  }

  @Test
  void malformedRecordsAreCountedAndTheStreamGoesOn() {
    Map<Reason, ProducerRecord<byte[], byte[]>> records = Malformed.records();
    try (PipelineRun run = PipelineRun.start(bootstrap, state, DEFINITION)) {
      PipelineRun.send(bootstrap, List.of(Malformed.good("good")));
      run.drained();

      try (KafkaProducer<byte[], byte[]> producer = PipelineRun.producer(bootstrap)) {
        records.values().forEach(producer::send);
      }
      PipelineRun.send(bootstrap, List.of(Malformed.good("good-2")));

      Map<Reason, Long> expected = new EnumMap<>(Reason.class);
      records.keySet().forEach(reason -> expected.put(reason, 1L));
      expected.put(Reason.NONE, 1L);
      expected.put(Reason.REWIN, 1L);
      assertThat(run.drained().ledger()).isEqualTo(expected);
    }
  }

  /** A store with a cache of its own has room for 50 MB, and there are as many stores as tasks. */
  @Test
  void allStoresShareOneCache() {
    try (PipelineRun run = PipelineRun.start(bootstrap, state, DEFINITION)) {
      List<Object> capacities =
          run.service().streams().metrics().values().stream()
              .filter(metric -> metric.metricName().name().equals("block-cache-capacity"))
              .map(Metric::metricValue)
              .toList();

      assertThat(capacities).hasSize(Stores.values().length * PipelineRun.PARTITIONS);
      assertThat(capacities).containsOnly(BigInteger.valueOf(RocksMemory.CACHE_BYTES));
    }
  }

  @Test
  void missingTopicsAreNamed() {
    assertThatThrownBy(this::start)
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("deal-events")
        .hasMessageContaining("willingly topics create");
  }

  @Test
  void unequalPartitionsAreRefused() throws Exception {
    PipelineRun.createTopics(bootstrap);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      NewPartitions more = NewPartitions.increaseTo(PipelineRun.PARTITIONS + 1);
      admin.createPartitions(Map.of(Topics.CALL_EVENTS.name(), more)).all().get();
      PipelineRun.await(() -> partitions(admin, Topics.CALL_EVENTS) > PipelineRun.PARTITIONS);
    }

    assertThatThrownBy(this::start)
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("R58")
        .hasMessageContaining("call-events=5");
  }

  @Test
  void stateOfOtherRulesIsRefused() {
    try (PipelineRun run = PipelineRun.start(bootstrap, state, DEFINITION)) {
      PipelineRun.send(bootstrap, List.of(Malformed.good("good")));
      run.drained();
    }
    Definition other = Definition.standard(ZoneId.of("Asia/Tokyo"));

    assertThatThrownBy(() -> PipelineRun.start(bootstrap, state, other).drained())
        .hasStackTraceContaining("RulesChanged")
        .hasStackTraceContaining("--rebuild");
  }

  private static int partitions(Admin admin, Topic<?, ?> topic) {
    return Futures.await(admin.describeTopics(List.of(topic.name())).allTopicNames(), "describe")
        .values()
        .stream()
        .mapToInt(description -> description.partitions().size())
        .sum();
  }

  private PipelineService start() {
    return PipelineService.start(
        PipelineRun.config(bootstrap, state, DEFINITION), Deliveries.IDS, Clock.systemUTC());
  }

  /**
   * Those of one rule set that name no scope shared by all. What was known before an erasure needs
   * the facts to be counted before it (R43), and a broker promises no order across topics.
   */
  private static List<Scenario> mergeable() {
    return Scenarios.all().stream()
        .filter(scenario -> scenario.definition().equals(DEFINITION))
        .filter(scenario -> !scenario.expected().toString().contains("\"~"))
        .filter(scenario -> !scenario.name().startsWith("r43"))
        .toList();
  }
}
