package io.willingly.streams.processor;

import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.schemas.wire.WireFormat;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Writes to one published topic, or to nobody where the pipeline does not publish it (R71). */
final class Outlet<K extends SpecificRecord, V extends SpecificRecord> {
  private final ProcessorContext<byte[], byte[]> context;
  private final @Nullable String child;
  private final WireFormat<K> keys;
  private final WireFormat<V> values;

  /**
   * An outlet of one kind of task.
   *
   * @param child the sink node, null when there is none
   */
  Outlet(
      ProcessorContext<byte[], byte[]> context,
      @Nullable String child,
      Topic<K, V> topic,
      SchemaIds ids) {
    this.context = context;
    this.child = child;
    this.keys = WireFormat.keys(topic, ids);
    this.values = WireFormat.values(topic, ids);
  }

  /** Writes a row; null removes it. With a time and without headers of its own (R73). */
  void send(K key, @Nullable V value) {
    if (child != null) {
      forward(key, value == null ? null : values.encode(value), child);
    }
  }

  /** Writes a row whose body is at hand; null removes it. */
  void sendBody(K key, WireFormat.@Nullable Body body) {
    if (child != null) {
      forward(key, body == null ? null : values.encode(body), child);
    }
  }

  private void forward(K key, byte @Nullable [] value, String sink) {
    context.forward(new Record<>(keys.encode(key), value, context.currentSystemTimeMs()), sink);
  }
}
