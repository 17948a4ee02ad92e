package io.willingly.streams.delivery;

import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.CommittedConsumer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries what is published over one channel, on a thread of its own: at least once, for what is
 * sent is noted after it was taken or given up. What was published before its first start is not
 * sent.
 */
final class Courier implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);
  private static final Duration CLOSE = Duration.ofSeconds(30);

  private final Map<String, Object> clientSettings;
  private final String group;
  private final SchemaIds ids;
  private final Post post;
  private final IntSupplier today;
  private final String name;
  private final Thread thread;

  /**
   * A courier that has not started.
   *
   * @param applicationId of the pipeline, which begins the name of its group
   * @param today the organisation's date, as an epoch day
   */
  Courier(Cluster cluster, String applicationId, String name, Post post, IntSupplier today) {
    this.ids = cluster.ids();
    this.clientSettings = cluster.clientSettings();
    this.group = group(applicationId, name);
    this.name = name;
    this.post = post;
    this.today = today;
    this.thread = new Thread(this::run, "willingly-delivery-" + name);
    thread.setDaemon(true);
  }

  /** The group that notes what a channel has sent. */
  static String group(String applicationId, String channel) {
    return applicationId + "-delivery-" + channel;
  }

  /** Starts; what is published from now on is sent. */
  void start() {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      positions(consumer, partitions(consumer));
    }
    thread.start();
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return CommittedConsumer.of(clientSettings, Map.of(ConsumerConfig.GROUP_ID_CONFIG, group));
  }

  private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : News.TOPICS) {
      consumer
          .partitionsFor(topic)
          .forEach(found -> partitions.add(new TopicPartition(topic, found.partition())));
    }
    return partitions;
  }

  /** Where to go on; the end, and noted, where nothing was sent yet. */
  private static Map<TopicPartition, Long> positions(
      KafkaConsumer<?, ?> consumer, List<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> noted = consumer.committed(new HashSet<>(partitions));
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    Map<TopicPartition, Long> positions = new HashMap<>();
    Map<TopicPartition, OffsetAndMetadata> first = new HashMap<>();
    for (TopicPartition partition : partitions) {
      OffsetAndMetadata at = noted.get(partition);
      long end = ends.getOrDefault(partition, 0L);
      if (at == null || at.offset() > end) {
        first.put(partition, new OffsetAndMetadata(end));
      }
      positions.put(partition, at == null ? end : Math.min(end, at.offset()));
    }
    if (!first.isEmpty()) {
      consumer.commitSync(first);
    }
    return positions;
  }

  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
        carry(consumer);
      } catch (InterruptedException | InterruptException e) {
        return;
      } catch (RuntimeException e) {
        LOG.warn("channel={} stops, beginning again: {}", name, e.getMessage(), e);
        try {
          TimeUnit.MILLISECONDS.sleep(AFTER_FAILURE.toMillis());
        } catch (InterruptedException interrupted) {
          return;
        }
      }
    }
  }

  private void carry(KafkaConsumer<byte[], byte[]> consumer) throws InterruptedException {
    List<TopicPartition> partitions = partitions(consumer);
    Map<TopicPartition, Long> positions = positions(consumer, partitions);
    News news = new News(ids, today);
    skip(consumer, positions, news);
    consumer.assign(partitions);
    positions.forEach(consumer::seek);
    while (true) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      for (ConsumerRecord<byte[], byte[]> record : records) {
        Optional<Message> message = news.of(record);
        if (message.isPresent()) {
          post.send(message.get());
          consumer.commitSync(
              Map.of(
                  new TopicPartition(record.topic(), record.partition()),
                  new OffsetAndMetadata(record.offset() + 1)));
        }
      }
      if (!records.isEmpty()) {
        consumer.commitSync();
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  /** Reads the save list up to where it goes on. */
  private static void skip(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> positions, News news) {
    Map<TopicPartition, Long> left = new HashMap<>(positions);
    left.keySet().removeIf(partition -> !partition.topic().equals(Topics.SAVE_LIST.name()));
    consumer.assign(left.keySet());
    consumer.seekToBeginning(left.keySet());
    while (left.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue())
        || !left.isEmpty()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        if (record.offset() < positions.getOrDefault(partition, 0L)) {
          news.skip(record);
        }
      }
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(CLOSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
