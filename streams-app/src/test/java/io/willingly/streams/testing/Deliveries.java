package io.willingly.streams.testing;

import io.willingly.metrics.fact.Fact;
import io.willingly.schemas.facts.FactCodec;
import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.EmbeddedSchemaIds;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.schemas.wire.WireFormat;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Facts as the records their sources would send. */
public final class Deliveries {
  public static final SchemaIds IDS = EmbeddedSchemaIds.inMemory();

  private Deliveries() {}

  public static ProducerRecord<byte[], byte[]> of(Fact fact) {
    return of(Topics.of(fact.family()), fact);
  }

  private static <V extends SpecificRecord> ProducerRecord<byte[], byte[]> of(
      Topic<String, V> topic, Fact fact) {
    byte[] value =
        WireFormat.values(topic, IDS).encode(topic.valueType().cast(FactCodec.toEvent(fact)));
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            topic.name(),
            null,
            fact.delivery().arrival(),
            fact.customerId().getBytes(StandardCharsets.UTF_8),
            value);
    if (fact.delivery().run() != 0) {
      record
          .headers()
          .add(
              "willingly-run",
              ByteBuffer.allocate(Long.BYTES).putLong(fact.delivery().run()).array());
    }
    return record;
  }
}
