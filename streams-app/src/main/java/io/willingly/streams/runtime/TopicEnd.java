package io.willingly.streams.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic backwards from its end, a stretch at a time. */
public final class TopicEnd implements AutoCloseable {
  private static final int STRETCH = 2_000;
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
    Map<String, Object> settings = new HashMap<>(cluster.clientSettings());
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, STRETCH);
    this.consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.partitions =
        consumer.partitionsFor(topic).stream()
            .map(found -> new TopicPartition(topic, found.partition()))
            .toList();
    this.horizon = horizon;
  }

  /** Up to n of each partition, the newest first. */
  public <T> List<T> newest(
      int n, Function<ConsumerRecord<byte[], byte[]>, T> reading, Predicate<T> wanted) {
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
        stretch(partition, from, end).stream()
            .map(reading)
            .filter(wanted)
            .limit(enough - newest.size())
            .forEach(newest::add);
        end = from;
      }
    }
    return newest;
  }

  private List<ConsumerRecord<byte[], byte[]>> stretch(
      TopicPartition partition, long from, long end) {
    consumer.seek(partition, from);
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (consumer.position(partition) < end) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.offset() < end) {
          records.add(record);
        }
      }
      if (System.nanoTime() > deadline) {
        throw new ClusterException("cannot read the end of " + partition.topic());
      }
    }
    Collections.reverse(records);
    return records;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
