package io.willingly.flink.job;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
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

  /** Writes them to Kafka: partition by key, the time of writing, no headers (R73). */
  static final class Writer implements KafkaRecordSerializationSchema<Outgoing> {
    private static final long serialVersionUID = 1;

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        Outgoing record, KafkaSinkContext context, @Nullable Long timestamp) {
      return new ProducerRecord<>(record.topic, record.key, record.value);
    }
  }
}
