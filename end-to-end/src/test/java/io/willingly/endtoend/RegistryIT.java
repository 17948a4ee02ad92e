package io.willingly.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.apicurio.registry.serde.avro.AvroKafkaDeserializer;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Fact;
import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.HttpSchemaIds;
import io.willingly.schemas.wire.HttpSchemaIds.Registration;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.schemas.wire.SchemaRegistryException;
import io.willingly.streams.broker.DevBroker;
import io.willingly.streams.cli.WillinglyMain;
import io.willingly.streams.runtime.EventRecords;
import io.willingly.streams.testing.ChildJvm;
import io.willingly.streams.testing.January;
import io.willingly.streams.testing.PipelineRun;
import io.willingly.streams.testing.TestClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real registry between the pipeline and readers that have nothing of ours. One company, in the
 * order of its life: starting these takes longer than all the tests.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("NullAway.Init") // set before all tests
class RegistryIT {
  private static final Definition DEFINITION = Definition.standard(ZoneOffset.UTC);
  private static final TestClock CLOCK = new TestClock(LocalDate.of(2026, 2, 25));
  private static final String EARLIER = Topics.REP_DIRECTORY.valueSubject();
  private static final String CHANGED = Topics.DEAL_VERDICTS.valueSubject();

  @TempDir private static Path directory;

  private static Apicurio registry;
  private static DevBroker broker;

  @BeforeAll
  static void start() {
    registry = Apicurio.start();
    broker = DevBroker.start(directory.resolve("broker"), DevBroker.ANY_PORT);
  }

  @AfterAll
  static void stop() {
    if (broker != null) {
      broker.close();
    }
    if (registry != null) {
      registry.close();
    }
  }

  /** One subject has the schema of an earlier release, the others are new. */
  @Test
  @Order(1)
  void theRollOutRegistersWhatIsCompatible() throws IOException {
    register(EARLIER, earlier(Topics.REP_DIRECTORY.valueSchema()));

    topicsCreate();

    assertThat(versions(EARLIER)).isEqualTo("[1,2]");
    assertThat(versions(CHANGED)).isEqualTo("[1]");
  }

  @Test
  @Order(2)
  void everyPublishedTopicIsReadByADeserializerOfOthers() throws Exception {
    HttpSchemaIds ids = ids(Registration.BEFOREHAND);
    try (PipelineRun pipeline = pipeline(ids)) {
      send(ids, January.deals());
      sendNonsense();
      pipeline.drained();
    }

    Set<String> read = new TreeSet<>();
    try (AvroKafkaDeserializer<GenericRecord> keys = deserializer(true);
        AvroKafkaDeserializer<GenericRecord> values = deserializer(false)) {
      for (Topic<?, ?> topic : Topics.ALL) {
        if (topic.role() != Topic.Role.PUBLISHED) {
          continue;
        }
        for (ConsumerRecord<byte[], byte[]> record : Delivered.to(broker, topic)) {
          assertThat(keys.deserialize(topic.name(), record.key()).getSchema())
              .isEqualTo(topic.keySchema());
          if (record.value() != null) {
            assertThat(values.deserialize(topic.name(), record.value()).getSchema())
                .isEqualTo(topic.valueSchema());
          }
          read.add(topic.name());
        }
      }
    }

    assertThat(read)
        .contains("deal-verdicts", "service-quality", "ingest-ledger", "rejected-events");
  }

  /** While it is away the pipeline asks again and again (R62), and rejects nothing. */
  @Test
  @Order(3)
  void aRestartWaitsForTheRegistryAndFindsItsIdsAgain() throws Exception {
    HttpSchemaIds writer = ids(Registration.BEFOREHAND);
    EventRecords records = new EventRecords(writer);
    ProducerRecord<byte[], byte[]> late = records.of(January.lateDeal("2026-02-24"));
    CountDownLatch askedInVain = new CountDownLatch(1);
    Handler listener = listener(askedInVain);
    Logger log = Logger.getLogger("io.willingly.streams.runtime.StreamsRun");
    log.addHandler(listener);

    registry.pause();
    try (PipelineRun pipeline = pipeline(ids(Registration.BEFOREHAND))) {
      try {
        send(List.of(late));
        assertThat(askedInVain.await(2, TimeUnit.MINUTES)).isTrue();
      } finally {
        registry.resume();
      }
      pipeline.drained();
    } finally {
      log.removeHandler(listener);
    }

    List<ConsumerRecord<byte[], byte[]>> verdicts = Delivered.to(broker, Topics.DEAL_VERDICTS);
    assertThat(verdicts).hasSizeGreaterThan(January.deals().size());
    assertThat(verdicts)
        .extracting(record -> id(record.value()))
        .containsOnly(id(verdicts.get(0).value()));
    assertThat(Delivered.to(broker, Topics.REJECTED_EVENTS)).hasSize(1);
    assertThat(versions(CHANGED)).isEqualTo("[1]");
  }

  @Test
  @Order(4)
  void anIncompatibleSchemaIsRefusedBeforeAnythingIsWritten() {
    Schema changed = Topics.TARGETS.valueSchema();

    assertThatThrownBy(() -> ids(Registration.AUTOMATIC).idFor(CHANGED, changed))
        .isInstanceOf(SchemaRegistryException.class)
        .hasMessageContaining("refuses schema " + changed.getFullName())
        .hasMessageContaining(registry.confluent() + "/subjects/" + CHANGED + "/versions")
        .hasMessageContaining("Incompatible artifact");
    assertThatThrownBy(() -> ids(Registration.BEFOREHAND).idFor(CHANGED, changed))
        .isInstanceOf(SchemaRegistryException.class)
        .hasMessageContaining("willingly topics create");
    assertThat(versions(CHANGED)).isEqualTo("[1]");
  }

  private static PipelineRun pipeline(SchemaIds ids) {
    return PipelineRun.start(
        broker.bootstrapServers(), directory.resolve("state"), DEFINITION, CLOCK, ids);
  }

  /** As a pipeline has them, but asking again after a second. */
  private static HttpSchemaIds ids(Registration registration) {
    return new HttpSchemaIds(registry.confluent(), null, registration, Duration.ofSeconds(1));
  }

  /** The step of a roll-out, as people run it. */
  private static void topicsCreate() {
    try (ChildJvm jvm =
        ChildJvm.start(
            directory.resolve("topics.txt"),
            WillinglyMain.class,
            "topics",
            "create",
            "--bootstrap",
            broker.bootstrapServers(),
            "--set=pipeline.schema-registry-url=" + registry.confluent())) {
      jvm.succeeds(PipelineRun.LONG);
    }
  }

  private static AvroKafkaDeserializer<GenericRecord> deserializer(boolean keys) {
    AvroKafkaDeserializer<GenericRecord> deserializer = new AvroKafkaDeserializer<>();
    deserializer.configure(Map.of("apicurio.registry.url", registry.own().toString()), keys);
    return deserializer;
  }

  private static void send(SchemaIds ids, List<Fact> facts) throws Exception {
    send(facts.stream().map(new EventRecords(ids)::of).toList());
  }

  private static void send(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = PipelineRun.producer(broker.bootstrapServers())) {
      for (ProducerRecord<byte[], byte[]> record : records) {
        producer.send(record).get();
      }
    }
  }

  private static void sendNonsense() throws Exception {
    long arrival = CLOCK.millis();
    send(
        List.of(
            new ProducerRecord<>(
                Topics.DEAL_EVENTS.name(), null, arrival, new byte[] {'c'}, new byte[] {1})));
  }

  private static Handler listener(CountDownLatch latch) {
    return new Handler() {
      @Override
      public void publish(LogRecord record) {
        if (record.getMessage().contains("registry unavailable")) {
          latch.countDown();
        }
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  private static int id(byte[] value) {
    return ByteBuffer.wrap(value, 1, Integer.BYTES).getInt();
  }

  /** What an earlier release may have had: without a field that has a default today. */
  private static Schema earlier(Schema today) throws IOException {
    ObjectNode schema = (ObjectNode) Rest.JSON.readTree(today.toString());
    JsonNode fields = schema.path("fields");
    for (int i = 0; i < fields.size(); i++) {
      if (fields.path(i).has("default")) {
        ((ArrayNode) fields).remove(i);
        return new SchemaParser().parse(schema.toString()).mainSchema();
      }
    }
    throw new AssertionError(today + " has no field with a default");
  }

  private static void register(String subject, Schema schema) {
    assertThat(rest().post(path(subject), Map.of("schema", schema.toString())).ok()).isTrue();
  }

  private static String versions(String subject) {
    return rest().get(path(subject)).body().toString();
  }

  private static String path(String subject) {
    return registry.confluent().getPath() + "/subjects/" + subject + "/versions";
  }

  private static Rest rest() {
    return new Rest(registry.confluent());
  }
}
