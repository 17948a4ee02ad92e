package io.willingly.streams.cli;

import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.Family;
import io.willingly.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How far a company was sent before: the last arrival in each partition. Arrivals grow without
 * gaps, so this is exact even when the demo was killed while some partitions were behind others.
 */
final class DemoPosition {
  private static final Duration POLL = Duration.ofMillis(500);

  private final Map<TopicPartition, Long> last;
  private final Map<String, Integer> partitions;

  private DemoPosition(Map<TopicPartition, Long> last, Map<String, Integer> partitions) {
    this.last = last;
    this.partitions = partitions;
  }

  static DemoPosition read(String bootstrapServers) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", "false");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> all = new ArrayList<>();
      Map<String, Integer> partitions = new HashMap<>();
      for (Family family : Family.values()) {
        String topic = Topics.of(family).name();
        partitions.put(topic, consumer.partitionsFor(topic).size());
        consumer
            .partitionsFor(topic)
            .forEach(info -> all.add(new TopicPartition(topic, info.partition())));
      }
      Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(all));
      ends.values().removeIf(end -> end == 0);
      consumer.assign(ends.keySet());
      ends.forEach((partition, end) -> consumer.seek(partition, end - 1));
      Map<TopicPartition, Long> last = new HashMap<>();
      while (last.size() < ends.size()) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          last.put(new TopicPartition(record.topic(), record.partition()), record.timestamp());
        }
      }
      return new DemoPosition(last, partitions);
    }
  }

  /** The latest arrival sent, 0 when nothing was. */
  long lastArrival() {
    return last.values().stream().mapToLong(Long::longValue).max().orElse(0);
  }

  boolean sent(Fact fact) {
    String topic = Topics.of(fact.family()).name();
    byte[] key = fact.customerId().getBytes(StandardCharsets.UTF_8);
    int count = partitions.getOrDefault(topic, 1);
    TopicPartition partition =
        new TopicPartition(topic, BuiltInPartitioner.partitionForKey(key, count));
    return fact.delivery().arrival() <= last.getOrDefault(partition, 0L);
  }
}
