package io.willingly.flink.job;

import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** A record for a published topic; without a value it removes the row of its key. */
public final class Outgoing {
  static final TypeInformation<Outgoing> TYPE = Types.POJO(Outgoing.class);

  public String topic = "";
  public byte[] key = new byte[0];
  public byte @Nullable [] value;

  public Outgoing() {}

  Outgoing(String topic, byte[] key, byte @Nullable [] value) {
    this.topic = topic;
    this.key = key;
    this.value = value;
  }

  /**
   * Writes them to Kafka: partition by key, the time of writing, no headers (R73). Tells the sink
   * the topics, in which it looks for what an earlier run has left undecided.
   */
  static final class Writer
      implements KafkaRecordSerializationSchema<Outgoing>, KafkaDatasetFacetProvider {
    private static final long serialVersionUID = 1;

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        Outgoing record, KafkaSinkContext context, @Nullable Long timestamp) {
      return new ProducerRecord<>(record.topic, record.key, record.value);
    }

    @Override
    public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
      List<String> topics =
          Topics.ALL.stream()
              .filter(topic -> topic.role() == Topic.Role.PUBLISHED)
              .map(Topic::name)
              .toList();
      return Optional.of(
          new DefaultKafkaDatasetFacet(DefaultKafkaDatasetIdentifier.ofTopics(topics)));
    }
  }
}
