package io.willingly.flink.job;

import io.willingly.flink.JobConfig;
import io.willingly.flink.JobConfig.Registry;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.period.Closing;
import io.willingly.schemas.facts.FactCodec;
import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.EmbeddedSchemaIds;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.schemas.wire.TopicValues;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** Facts as they come from Kafka, and the job they come to. */
final class Deliveries {
  static final SchemaIds IDS = EmbeddedSchemaIds.inMemory();
  private static final TopicValues VALUES = new TopicValues(IDS);

  private Deliveries() {}

  static JobConfig config(Definition definition) {
    return config(definition, Map.of(Topics.SERVICE_QUALITY.name(), "first"));
  }

  static JobConfig config(Definition definition, Map<String, String> topicIds) {
    return config(definition, topicIds, new Registry("", "", ""));
  }

  static JobConfig config(Definition definition, Map<String, String> topicIds, Registry registry) {
    return new JobConfig(
        Map.of("bootstrap.servers", "nowhere:1"),
        "willingly-flink",
        "company",
        definition,
        Closing.STANDARD,
        registry,
        1,
        topicIds,
        Duration.ofMinutes(15));
  }

  static Incoming of(Fact fact) {
    Topic<String, ? extends SpecificRecord> topic = Topics.of(fact.family());
    Incoming record = new Incoming();
    record.topic = topic.name();
    record.timestamp = fact.delivery().arrival();
    record.key = fact.customerId().getBytes(StandardCharsets.UTF_8);
    record.value = VALUES.encode(topic, FactCodec.toEvent(fact));
    return record;
  }
}
