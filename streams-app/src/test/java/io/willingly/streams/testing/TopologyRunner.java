package io.willingly.streams.testing;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.period.Closing;
import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.stages.Publication;
import io.willingly.streams.query.BoardQueries;
import io.willingly.streams.query.CauseSource;
import io.willingly.streams.query.ComparisonQueries;
import io.willingly.streams.query.DryRuns;
import io.willingly.streams.query.Queries;
import io.willingly.streams.query.StatePart;
import io.willingly.streams.query.StreamsBoards;
import io.willingly.streams.query.StreamsComparisons;
import io.willingly.streams.query.StreamsDryRuns;
import io.willingly.streams.query.StreamsQueries;
import io.willingly.streams.runtime.StreamsSettings;
import io.willingly.streams.state.Stores;
import io.willingly.streams.topology.PipelineTopology;
import io.willingly.streams.topology.Rules;
import io.willingly.testkit.scenario.Scenario;
import io.willingly.testkit.scenario.ScenarioResult;
import io.willingly.testkit.scenario.ScenarioRunner;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** Runs a scenario through the topology, one commit a record. */
public final class TopologyRunner implements ScenarioRunner {
  @Override
  public ScenarioResult run(Scenario scenario) {
    try (TopologyTestDriver driver = driver(scenario.definition(), Clock.systemUTC())) {
      for (Fact fact : scenario.given()) {
        pipe(driver, Deliveries.of(fact));
      }
      return state(driver).result(scenario);
    }
  }

  public static TopologyTestDriver driver(Definition definition, Clock clock) {
    return driver(definition, Deliveries.IDS, 1, clock);
  }

  public static TopologyTestDriver driver(
      Definition definition, SchemaIds ids, int partitions, Clock clock) {
    return driver(
        new Rules(
            definition, Closing.STANDARD, "company", ids, partitions, clock, Publication.ALL));
  }

  public static TopologyTestDriver driver(Rules rules) {
    StreamsConfig config = config();
    Properties properties = new Properties();
    properties.putAll(config.originals());
    return new TopologyTestDriver(PipelineTopology.build(rules, config), properties, Instant.EPOCH);
  }

  public static StreamsConfig config() {
    Map<String, Object> settings = new HashMap<>(StreamsSettings.required());
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
    settings.put(StreamsConfig.STATE_DIR_CONFIG, TempDirs.create("topology").toString());
    return new StreamsConfig(settings);
  }

  public static void pipe(TopologyTestDriver driver, ProducerRecord<byte[], byte[]> record) {
    TestInputTopic<byte[], byte[]> topic =
        driver.createInputTopic(
            record.topic(), new ByteArraySerializer(), new ByteArraySerializer());
    Long timestamp = record.timestamp();
    topic.pipeInput(
        new TestRecord<>(
            record.key(),
            record.value(),
            record.headers(),
            Instant.ofEpochMilli(timestamp == null ? 0 : timestamp)));
  }

  /** What was published since the last call. */
  public static <K extends SpecificRecord, V extends SpecificRecord> List<TestRecord<K, V>> records(
      TopologyTestDriver driver, Topic<K, V> topic) {
    return driver
        .createOutputTopic(topic.name(), Published.keys(topic), Published.values(topic))
        .readRecordsToList();
  }

  /** Answers from the stores of a driver; who changed closed periods it does not know. */
  public static Queries queries(TopologyTestDriver driver, Definition definition) {
    return queries(driver, definition, (scope, period) -> Map.of());
  }

  public static Queries queries(
      TopologyTestDriver driver, Definition definition, CauseSource causes) {
    return new StreamsQueries(
        store -> List.of(StatePart.of(driver.getKeyValueStore(store.storeName()))),
        definition,
        "company",
        Closing.STANDARD,
        causes,
        () -> 0);
  }

  public static ComparisonQueries comparisons(TopologyTestDriver driver, Definition definition) {
    return new StreamsComparisons(
        store -> List.of(StatePart.of(driver.getKeyValueStore(store.storeName()))),
        definition,
        "company",
        () -> 0);
  }

  public static BoardQueries boards(TopologyTestDriver driver, Definition definition) {
    return new StreamsBoards(
        store -> List.of(StatePart.of(driver.getKeyValueStore(store.storeName()))),
        definition,
        "company",
        comparisons(driver, definition),
        () -> 0);
  }

  public static DryRuns dryRuns(TopologyTestDriver driver, Definition definition) {
    return new StreamsDryRuns(
        store -> List.of(StatePart.of(driver.getKeyValueStore(store.storeName()))),
        definition,
        "company",
        () -> 0);
  }

  public static PipelineState state(TopologyTestDriver driver) {
    return new PipelineState(kind -> List.of(store(driver, kind)));
  }

  private static KeyValueStore<Bytes, byte[]> store(TopologyTestDriver driver, Stores kind) {
    return driver.getKeyValueStore(kind.storeName());
  }
}
