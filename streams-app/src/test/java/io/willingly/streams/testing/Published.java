package io.willingly.streams.testing;

import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.wire.Decoded;
import io.willingly.schemas.wire.WireFormat;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What readers of a published topic see: committed records only. */
public final class Published {
  private Published() {}

  /** The latest value of each key; keys with a tombstone are gone. */
  public static <K extends SpecificRecord, V extends SpecificRecord> Map<K, V> latest(
      String bootstrap, Topic<K, V> topic) {
    Map<K, V> latest = new LinkedHashMap<>();
    each(
        bootstrap,
        topic,
        (key, value) -> {
          latest.remove(key);
          if (value.length > 0) {
            latest.put(key, decode(WireFormat.values(topic, Deliveries.IDS), value));
          }
        });
    return latest;
  }

  private static <K extends SpecificRecord> void each(
      String bootstrap, Topic<K, ?> topic, BiConsumer<K, byte[]> action) {
    WireFormat<K> keys = WireFormat.keys(topic, Deliveries.IDS);
    Map<String, Object> settings =
        Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(info -> new TopicPartition(topic.name(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          byte[] value = record.value() == null ? new byte[0] : record.value();
          action.accept(decode(keys, record.key()), value);
        }
      }
    }
  }

  private static <T extends SpecificRecord> T decode(WireFormat<T> format, byte[] bytes) {
    if (format.decode(bytes) instanceof Decoded.Value<T> value) {
      return value.value();
    }
    throw new AssertionError("not in the wire format");
  }
}
