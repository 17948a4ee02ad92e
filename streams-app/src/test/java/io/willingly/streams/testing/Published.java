package io.willingly.streams.testing;

import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.wire.Decoded;
import io.willingly.schemas.wire.WireFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;

/** What readers of a published topic see: committed records only. */
public final class Published {
  private static final Duration POLL = Duration.ofMillis(200);

  private Published() {}

  /** The latest value of each key; keys with a tombstone are gone. */
  public static <K extends SpecificRecord, V extends SpecificRecord> Map<K, V> latest(
      String bootstrap, Topic<K, V> topic) {
    Map<K, V> latest = new LinkedHashMap<>();
    each(
        bootstrap,
        topic,
        record -> {
          latest.remove(record.key());
          if (record.value() != null) {
            latest.put(record.key(), record.value());
          }
        });
    return latest;
  }

  /** Every record, in the order of each partition. */
  public static <K extends SpecificRecord, V extends SpecificRecord> List<ConsumerRecord<K, V>> all(
      String bootstrap, Topic<K, V> topic) {
    List<ConsumerRecord<K, V>> all = new ArrayList<>();
    each(bootstrap, topic, all::add);
    return all;
  }

  /** Shows every record, in the order of each partition: a long topic has no room in memory. */
  static <K extends SpecificRecord, V extends SpecificRecord> void each(
      String bootstrap, Topic<K, V> topic, Consumer<ConsumerRecord<K, V>> visitor) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed");
    try (KafkaConsumer<K, V> consumer = new KafkaConsumer<>(settings, keys(topic), values(topic))) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(info -> new TopicPartition(topic.name(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(POLL).forEach(visitor);
      }
    }
  }

  static <K extends SpecificRecord> Deserializer<K> keys(Topic<K, ?> topic) {
    return deserializer(WireFormat.keys(topic, Deliveries.IDS));
  }

  static <V extends SpecificRecord> Deserializer<V> values(Topic<?, V> topic) {
    return deserializer(WireFormat.values(topic, Deliveries.IDS));
  }

  private static <T extends SpecificRecord> Deserializer<T> deserializer(WireFormat<T> format) {
    return (topic, bytes) -> bytes == null ? null : decode(format, bytes);
  }

  static <T extends SpecificRecord> T decode(WireFormat<T> format, byte[] bytes) {
    if (format.decode(bytes) instanceof Decoded.Value<T> value) {
      return value.value();
    }
    throw new AssertionError("not in the wire format");
  }
}
