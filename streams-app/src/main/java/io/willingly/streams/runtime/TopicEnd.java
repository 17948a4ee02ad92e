package io.willingly.streams.runtime;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads a topic backwards from its end, a stretch at a time. */
public final class TopicEnd implements AutoCloseable {
  private static final int STRETCH = 2_000;

  /** Each may be a quarter of a megabyte as it lies in the topic. */
  private static final int POLL_RECORDS = 100;

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final int horizon;

  /**
   * Connects.
   *
   * @param horizon records of a partition after which it stops looking
   */
  public TopicEnd(Cluster cluster, String topic, int horizon) {
    this.consumer =
        CommittedConsumer.of(
            cluster.clientSettings(), Map.of(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS));
    try {
      this.partitions =
          consumer.partitionsFor(topic).stream()
              .map(found -> new TopicPartition(topic, found.partition()))
              .toList();
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
    this.horizon = horizon;
  }

  /**
   * Up to n of each partition, the newest first.
   *
   * @param reading what is kept of a record, as little as will do; empty when it is not wanted
   * @throws ClusterException when it takes too long
   */
  public <T> List<T> newest(int n, Function<ConsumerRecord<byte[], byte[]>, Optional<T>> reading) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
    List<T> newest = new ArrayList<>();
    for (TopicPartition partition : partitions) {
      consumer.assign(List.of(partition));
      long end = ends.getOrDefault(partition, 0L);
      long floor = Math.max(beginnings.getOrDefault(partition, 0L), end - horizon);
      int enough = newest.size() + n;
      while (end > floor && newest.size() < enough) {
        long from = Math.max(floor, end - STRETCH);
        newest.addAll(stretch(partition, from, end, enough - newest.size(), reading));
        end = from;
      }
    }
    return newest;
  }

  /** The newest first. Records are read as they come: all of a stretch would not fit the heap. */
  private <T> Collection<T> stretch(
      TopicPartition partition,
      long from,
      long end,
      int most,
      Function<ConsumerRecord<byte[], byte[]>, Optional<T>> reading) {
    consumer.seek(partition, from);
    Deque<T> newest = new ArrayDeque<>();
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (consumer.position(partition) < end) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.offset() < end) {
          reading.apply(record).ifPresent(newest::addFirst);
          if (newest.size() > most) {
            newest.removeLast();
          }
        }
      }
      if (System.nanoTime() > deadline) {
        throw new ClusterException(
            "cannot read the end of %s in %d s: ask again, and see whether the cluster runs"
                .formatted(partition.topic(), LONGEST.toSeconds()));
      }
    }
    return newest;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
