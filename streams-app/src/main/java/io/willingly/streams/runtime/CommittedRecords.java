package io.willingly.streams.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Tells records from the rest of a transactional topic: offsets alone cannot, for they are also of
 * markers and of what was aborted.
 */
final class CommittedRecords implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;

  CommittedRecords(Map<String, Object> clientSettings) {
    consumer = CommittedConsumer.of(clientSettings);
  }

  /** Up to where each partition is decided: before its first open transaction. */
  Map<TopicPartition, Long> decided(Collection<TopicPartition> partitions) {
    return consumer.endOffsets(partitions);
  }

  /** Whether there is no committed record from the offsets on, up to where all is decided. */
  boolean noneFrom(Map<TopicPartition, Long> offsets) {
    List<TopicPartition> left = new ArrayList<>(offsets.keySet());
    Map<TopicPartition, Long> decided = decided(left);
    consumer.assign(left);
    offsets.forEach(consumer::seek);
    while (!left.isEmpty()) {
      if (!consumer.poll(POLL).isEmpty()) {
        return false;
      }
      left.removeIf(
          partition -> consumer.position(partition) >= decided.getOrDefault(partition, 0L));
    }
    return true;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
