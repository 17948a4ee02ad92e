package io.willingly.streams.runtime;

import io.willingly.connectors.records.InputRecord;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.Fact.Delivery;
import io.willingly.schemas.facts.FactCodec;
import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.schemas.wire.TopicValues;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** Events as the records their sources send: the record timestamp is the arrival (R9). */
public final class EventRecords {
  private final TopicValues values;

  public EventRecords(SchemaIds ids) {
    this.values = new TopicValues(ids);
  }

  /** Writes the values of the records. */
  public TopicValues values() {
    return values;
  }

  /** The record of a fact, keyed by its customer. */
  public ProducerRecord<byte[], byte[]> of(Fact fact) {
    return of(
        Topics.of(fact.family()), fact.customerId(), FactCodec.toEvent(fact), fact.delivery());
  }

  /** The record of an event of a topic. */
  public ProducerRecord<byte[], byte[]> of(
      Topic<String, ? extends SpecificRecord> topic,
      String key,
      SpecificRecord event,
      Delivery delivery) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    return of(topic.name(), bytes, values.encode(topic, event), delivery);
  }

  /** A record that a mapping made. */
  public static ProducerRecord<byte[], byte[]> of(InputRecord record, Delivery delivery) {
    return of(record.topic().name(), record.keyBytes(), record.value(), delivery);
  }

  /** The record of bytes that are one already; without a value it is a tombstone. */
  public static ProducerRecord<byte[], byte[]> of(
      String topic, byte[] key, byte @Nullable [] value, Delivery delivery) {
    return new ProducerRecord<>(
        topic, null, delivery.arrival(), key, value, headers(delivery.run()));
  }

  private static List<Header> headers(long run) {
    return run == 0
        ? List.of()
        : List.of(
            new RecordHeader(
                Topics.RUN_HEADER, ByteBuffer.allocate(Long.BYTES).putLong(run).array()));
  }
}
