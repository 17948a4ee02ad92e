package io.willingly.flink.job;

import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.wire.Decoded;
import io.willingly.schemas.wire.WireFormat;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** What a reader of the compacted topics sees: the last row of each key. */
final class PublishedRows {
  private final Map<String, Map<ByteBuffer, ByteBuffer>> topics = new HashMap<>();

  void add(Outgoing record) {
    Map<ByteBuffer, ByteBuffer> rows =
        topics.computeIfAbsent(record.topic, topic -> new HashMap<>());
    if (record.value == null) {
      rows.remove(ByteBuffer.wrap(record.key));
    } else {
      rows.put(ByteBuffer.wrap(record.key), ByteBuffer.wrap(record.value));
    }
  }

  <K extends SpecificRecord, V extends SpecificRecord> Map<K, V> of(Topic<K, V> topic) {
    WireFormat<K> keys = WireFormat.keys(topic, Deliveries.IDS);
    WireFormat<V> values = WireFormat.values(topic, Deliveries.IDS);
    Map<K, V> rows = new HashMap<>();
    topics
        .getOrDefault(topic.name(), Map.of())
        .forEach((key, value) -> rows.put(decode(keys, key), decode(values, value)));
    return rows;
  }

  private static <T extends SpecificRecord> T decode(WireFormat<T> format, ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    if (format.decode(copy) instanceof Decoded.Value<T> value) {
      return value.value();
    }
    throw new AssertionError("not in the wire format");
  }
}
