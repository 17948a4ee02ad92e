package io.willingly.streams.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.willingly.event.DealEvent;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fold.Reason;
import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.EmbeddedSchemaIds;
import io.willingly.schemas.wire.HttpSchemaIds;
import io.willingly.streams.broker.DevBroker;
import io.willingly.streams.state.Stores;
import io.willingly.streams.testing.Deliveries;
import io.willingly.streams.testing.Malformed;
import io.willingly.streams.testing.ManyScenarios;
import io.willingly.streams.testing.PipelineRun;
import io.willingly.streams.testing.Published;
import io.willingly.streams.testing.RegistryStub;
import io.willingly.testkit.scenario.Scenario;
import io.willingly.testkit.scenario.Scenarios;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.ThreadMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // set before each test
class PipelineIT {
  private static final Definition DEFINITION = Definition.standard(ZoneId.of("UTC"));

  private static final Clock CLOCK = Clock.systemUTC();

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

  /** Also those that pass the broker because they compress well. */
  @Test
  void recordsOfSeveralMebibytesAreRejectedAndTheStreamGoesOn() throws Exception {
    try (PipelineRun run = PipelineRun.start(bootstrap, state, DEFINITION)) {
      sendBytes(2 << 20, "none");
      sendBytes(10 << 20, "none");
      sendBytes(10 << 20, "lz4");
      PipelineRun.send(bootstrap, List.of(Malformed.good("good")));

      assertThat(run.drained().ledger()).isEqualTo(Map.of(Reason.TOO_LARGE, 3L, Reason.NONE, 1L));
    }
  }

  private void sendBytes(int size, String compression) throws Exception {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", bootstrap,
            "max.request.size", 2 * size,
            "compression.type", compression);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      byte[] key = Malformed.CUSTOMER.getBytes(UTF_8);
      producer.send(new ProducerRecord<>(Topics.DEAL_EVENTS.name(), key, new byte[size])).get();
    }
  }

  /** A day of a scope is one row: with many and long product lines it exceeds the default. */
  @Test
  void aRowOfStateOfSeveralMebibytesIsKept() {
    List<Fact> deals =
        IntStream.range(0, 60)
            .mapToObj(i -> Malformed.won("won-" + i, "R-1", "line-" + i + "-".repeat(50_000)))
            .toList();
    try (PipelineRun run = PipelineRun.start(bootstrap, state, DEFINITION)) {
      PipelineRun.send(bootstrap, deals);
      run.drained();
    }

    try (PipelineRun run = PipelineRun.start(bootstrap, state, DEFINITION)) {
      assertThat(run.drained().ledger()).isEqualTo(Map.of(Reason.NONE, 60L));
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

  /** An update may bring one, and whoever creates it not know how many the others have (R58). */
  @Test
  void aNewInputHasAsManyPartitionsAsTheOthers() throws Exception {
    PipelineRun.createTopics(bootstrap);
    String input = Topics.CALL_EVENTS.name();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      admin.deleteTopics(List.of(input)).all().get();
      PipelineRun.await(() -> !Futures.await(admin.listTopics().names(), "list").contains(input));

      assertThat(TopicSetup.createMissing(admin, PipelineRun.PARTITIONS + 1, 1))
          .containsExactly(input);
      PipelineRun.await(() -> partitions(admin, Topics.CALL_EVENTS) == PipelineRun.PARTITIONS);
    }
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
        .hasMessageContaining("call-events=5")
        .hasMessageContaining("delete those that differ")
        .hasMessageContaining("`willingly topics create`");
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

  @Test
  void stateOfAnotherOrganisationIsRefused() {
    try (PipelineRun run = PipelineRun.start(bootstrap, state, DEFINITION)) {
      PipelineRun.send(bootstrap, List.of(Malformed.good("good")));
      run.drained();
    }
    PipelineConfig config = PipelineRun.config(bootstrap, state, DEFINITION);
    PipelineConfig other =
        new PipelineConfig(
            config.bootstrapServers(),
            config.applicationId(),
            config.groupProtocol(),
            config.instanceId(),
            config.stateDir(),
            "acme",
            config.definition(),
            config.closing(),
            config.threads(),
            config.commitInterval(),
            config.standbyReplicas(),
            config.clientSettings(),
            config.publication(),
            config.advertised());

    try (PipelineService service = PipelineService.start(other, Deliveries.IDS, CLOCK)) {
      assertThatThrownBy(() -> service.stopped().join())
          .hasStackTraceContaining("organisation company")
          .hasStackTraceContaining("organisation acme")
          .hasStackTraceContaining("--rebuild");
    }
  }

  /** As a broker does after a week off: what was counted would be counted again. */
  @Test
  void stateWhoseOffsetsAreForgottenIsRefused() throws Exception {
    try (PipelineRun run = PipelineRun.start(bootstrap, state, DEFINITION)) {
      PipelineRun.send(bootstrap, List.of(Malformed.good("good")));
      run.drained();
    }
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      admin.deleteConsumerGroups(List.of("willingly")).all().get();
    }

    assertThatThrownBy(this::start)
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("no committed offsets")
        .hasMessageContaining("willingly run --rebuild");
  }

  @Test
  void theEmbeddedBrokerNeverForgetsOffsets() throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.BROKER, "1");
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      Collection<Config> configs = admin.describeConfigs(List.of(resource)).all().get().values();

      assertThat(configs)
          .extracting(config -> config.get("offsets.retention.minutes").value())
          .containsExactly(Integer.toString(Integer.MAX_VALUE));
    }
  }

  /** Giving up on it would end the thread, and its stores would be restored (R62). */
  @Test
  void aRegistryThatIsAwayForAWhileLosesNothingAndNoThread() throws Exception {
    try (RegistryStub registry = new RegistryStub(Deliveries.IDS, 2);
        PipelineService service = startWith(registry)) {
      service.awaitRunning(PipelineRun.LONG);
      Set<String> threads = threads(service);

      PipelineRun.send(bootstrap, List.of(Malformed.good("good")));

      assertThat(service.awaitDrained(PipelineRun.LONG, left -> {})).isTrue();
      assertThat(registry.asked())
          .hasSizeGreaterThan(1)
          .containsKey("/subjects/deal-verdicts-value/versions")
          .containsKey("/schemas/ids/" + EmbeddedSchemaIds.contentId(DealEvent.SCHEMA$));
      assertThat(Published.latest(bootstrap, Topics.DEAL_VERDICTS)).hasSize(1);
      assertThat(threads(service)).isEqualTo(threads);
    }
  }

  private PipelineService startWith(RegistryStub registry) {
    PipelineRun.createTopics(bootstrap);
    HttpSchemaIds ids =
        new HttpSchemaIds(
            registry.address(), null, HttpSchemaIds.Registration.AUTOMATIC, Duration.ofSeconds(30));
    return PipelineService.start(PipelineRun.config(bootstrap, state, DEFINITION), ids, CLOCK);
  }

  private static Set<String> threads(PipelineService service) {
    return service.streams().metadataForLocalThreads().stream()
        .map(ThreadMetadata::threadName)
        .collect(Collectors.toSet());
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
        PipelineRun.config(bootstrap, state, DEFINITION), Deliveries.IDS, CLOCK);
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
