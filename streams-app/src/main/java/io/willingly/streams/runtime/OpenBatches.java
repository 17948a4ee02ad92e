package io.willingly.streams.runtime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * What a stream thread has read and not committed: of each batch of a partition the first record,
 * so that it costs nothing where there are many. Not thread-safe.
 */
final class OpenBatches {
  private final Map<TopicPartition, Deque<ConsumerRecord<byte[], byte[]>>> oldest = new HashMap<>();

  /**
   * Notes what was read.
   *
   * @param assigned what the thread reads now: the rest is committed elsewhere
   */
  void read(ConsumerRecords<byte[], byte[]> records, Set<TopicPartition> assigned) {
    oldest.keySet().retainAll(assigned);
    for (TopicPartition partition : records.partitions()) {
      ConsumerRecord<byte[], byte[]> first = records.records(partition).get(0);
      Deque<ConsumerRecord<byte[], byte[]>> open =
          oldest.computeIfAbsent(partition, unseen -> new ArrayDeque<>());
      // After an abort it is read again.
      open.removeIf(earlier -> earlier.offset() >= first.offset());
      open.add(first);
    }
  }

  /** Tells of the batches that begin before the committed offsets, each once. */
  void committed(Map<TopicPartition, OffsetAndMetadata> offsets, CommitListener listener) {
    offsets.forEach(
        (partition, committed) -> {
          Deque<ConsumerRecord<byte[], byte[]>> open =
              oldest.getOrDefault(partition, new ArrayDeque<>());
          while (!open.isEmpty() && open.element().offset() < committed.offset()) {
            listener.committed(open.remove());
          }
        });
  }
}
