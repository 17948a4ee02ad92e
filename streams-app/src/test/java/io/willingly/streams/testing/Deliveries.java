package io.willingly.streams.testing;

import static java.util.Objects.requireNonNull;

import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.Family;
import io.willingly.schemas.facts.FactCodec;
import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.EmbeddedSchemaIds;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.schemas.wire.WireFormat;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Facts as the records their sources would send. */
public final class Deliveries {
  public static final SchemaIds IDS = EmbeddedSchemaIds.inMemory();

  /** One for all records: a format keeps a codec a thread. */
  private static final Map<Family, Format<?>> FORMATS = new EnumMap<>(Family.class);

  static {
    for (Family family : Family.values()) {
      FORMATS.put(family, Format.of(Topics.of(family)));
    }
  }

  private Deliveries() {}

  private record Format<V extends SpecificRecord>(Topic<String, V> topic, WireFormat<V> wire) {
    static <V extends SpecificRecord> Format<V> of(Topic<String, V> topic) {
      return new Format<>(topic, WireFormat.values(topic, IDS));
    }

    byte[] encode(Fact fact) {
      return wire.encode(topic.valueType().cast(FactCodec.toEvent(fact)));
    }
  }

  public static ProducerRecord<byte[], byte[]> of(Fact fact) {
    Format<?> format = requireNonNull(FORMATS.get(fact.family()));
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            format.topic().name(),
            null,
            fact.delivery().arrival(),
            fact.customerId().getBytes(StandardCharsets.UTF_8),
            format.encode(fact));
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
