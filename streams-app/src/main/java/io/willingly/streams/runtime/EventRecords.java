package io.willingly.streams.runtime;

import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.Fact.Delivery;
import io.willingly.schemas.facts.FactCodec;
import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.schemas.wire.WireFormat;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Events as the records their sources send: the record timestamp is the arrival (R9). */
public final class EventRecords {
  private final SchemaIds ids;
  private final Map<Topic<?, ?>, WireFormat<?>> formats = new HashMap<>();

  public EventRecords(SchemaIds ids) {
    this.ids = ids;
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
    return of(topic.name(), bytes, encode(topic, event), delivery);
  }

  /** The record of bytes that are one already. */
  public static ProducerRecord<byte[], byte[]> of(
      String topic, byte[] key, byte[] value, Delivery delivery) {
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

  private <V extends SpecificRecord> byte[] encode(Topic<String, V> topic, SpecificRecord event) {
    WireFormat<?> format = formats.computeIfAbsent(topic, unused -> WireFormat.values(topic, ids));
    @SuppressWarnings("unchecked") // made for this topic, one line above
    WireFormat<V> typed = (WireFormat<V>) format;
    return typed.encode(topic.valueType().cast(event));
  }
}
