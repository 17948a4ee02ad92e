package io.willingly.schemas.wire;

import io.willingly.schemas.topic.Topic;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.specific.SpecificRecord;

/** Values of any topic as bytes. Thread-safe. */
public final class TopicValues {
  private final SchemaIds ids;
  private final Map<Topic<?, ?>, WireFormat<?>> formats = new ConcurrentHashMap<>();

  public TopicValues(SchemaIds ids) {
    this.ids = ids;
  }

  /**
   * Writes a value.
   *
   * @throws ClassCastException when the value is not of the topic
   * @throws SchemaRegistryException when there is no id to be had for its schema
   */
  public <V extends SpecificRecord> byte[] encode(Topic<?, V> topic, SpecificRecord value) {
    return format(topic).encode(topic.valueType().cast(value));
  }

  /** Reads a value. Bytes of any kind are answered with a value, never with an exception. */
  public <V extends SpecificRecord> Decoded<V> decode(Topic<?, V> topic, byte[] bytes) {
    return format(topic).decode(bytes);
  }

  private <V extends SpecificRecord> WireFormat<V> format(Topic<?, V> topic) {
    WireFormat<?> format = formats.computeIfAbsent(topic, unused -> WireFormat.values(topic, ids));
    @SuppressWarnings("unchecked") // made for this topic, one line above
    WireFormat<V> typed = (WireFormat<V>) format;
    return typed;
  }
}
