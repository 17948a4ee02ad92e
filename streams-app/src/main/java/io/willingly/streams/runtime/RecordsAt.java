package io.willingly.streams.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads records of a topic whose offsets are known. */
public final class RecordsAt {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private RecordsAt() {}

  /**
   * Shows them, those of a partition in its order, a few in memory at a time.
   *
   * @param offsets by partition; those that are gone are passed over
   * @throws ClusterException when nothing comes for half a minute
   */
  public static void each(
      Cluster cluster,
      String topic,
      Map<Integer, NavigableSet<Long>> offsets,
      Consumer<ConsumerRecord<byte[], byte[]>> visitor) {
    try (KafkaConsumer<byte[], byte[]> consumer = CommittedConsumer.of(cluster.clientSettings())) {
      offsets.forEach(
          (partition, wanted) ->
              read(consumer, new TopicPartition(topic, partition), wanted, visitor));
    }
  }

  private static void read(
      KafkaConsumer<byte[], byte[]> consumer,
      TopicPartition partition,
      NavigableSet<Long> wanted,
      Consumer<ConsumerRecord<byte[], byte[]>> visitor) {
    consumer.assign(List.of(partition));
    consumer.seek(partition, wanted.first());
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (consumer.position(partition) <= wanted.last()) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      for (ConsumerRecord<byte[], byte[]> record : records) {
        if (wanted.contains(record.offset())) {
          visitor.accept(record);
        }
      }
      if (!records.isEmpty()) {
        deadline = System.nanoTime() + LONGEST.toNanos();
      } else if (System.nanoTime() > deadline) {
        throw new ClusterException(
            "cannot read %s: nothing came for %d s; see whether the cluster runs"
                .formatted(partition, LONGEST.toSeconds()));
      }
    }
  }
}
