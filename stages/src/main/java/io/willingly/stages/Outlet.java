package io.willingly.stages;

import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.schemas.wire.WireFormat;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Writes to one published topic, or to nobody where the pipeline does not publish it (R71). */
public final class Outlet<K extends SpecificRecord, V extends SpecificRecord> {
  private final @Nullable Sink sink;
  private final WireFormat<K> keys;
  private final WireFormat<V> values;

  /**
   * An outlet to a topic.
   *
   * @param sink null when it is not published
   */
  public Outlet(Topic<K, V> topic, SchemaIds ids, @Nullable Sink sink) {
    this.sink = sink;
    this.keys = WireFormat.keys(topic, ids);
    this.values = WireFormat.values(topic, ids);
  }

  /** Writes a row; null removes it. */
  void send(K key, @Nullable V value) {
    if (sink != null) {
      sink.send(keys.encode(key), value == null ? null : values.encode(value));
    }
  }

  /** Writes a row whose body is at hand; null removes it. */
  void sendBody(K key, WireFormat.@Nullable Body body) {
    if (sink != null) {
      sink.send(keys.encode(key), body == null ? null : values.encode(body));
    }
  }
}
