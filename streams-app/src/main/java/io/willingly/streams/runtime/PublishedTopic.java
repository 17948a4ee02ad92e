package io.willingly.streams.runtime;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic of the pipeline from its beginning to its present end, committed records only. */
public final class PublishedTopic {
  private static final Duration POLL = Duration.ofMillis(200);

  private PublishedTopic() {}

  /**
   * Shows each record.
   *
   * @param clientSettings how to reach the cluster, as for any Kafka client
   * @throws org.apache.kafka.common.KafkaException when the cluster does not answer
   */
  public static void read(
      Map<String, Object> clientSettings,
      String topic,
      Consumer<ConsumerRecord<byte[], byte[]>> visitor) {
    Map<String, Object> settings = new HashMap<>(clientSettings);
    settings.put("isolation.level", "read_committed");
    settings.put("enable.auto.commit", "false");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(found -> new TopicPartition(topic, found.partition()))
              .toList();
      Map<TopicPartition, Long> left = new HashMap<>(consumer.endOffsets(partitions));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (left.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue())
          || !left.isEmpty()) {
        consumer.poll(POLL).forEach(visitor);
      }
    }
  }
}
