package io.willingly.streams.meters;

import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.CommittedConsumer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the topics of {@link TopicCounts} on a thread of its own, so that a scrape waits for no
 * broker: it is told what was known last.
 */
final class TopicReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);
  private static final Duration CLOSE = Duration.ofSeconds(30);

  private final Cluster cluster;
  private final TopicCounts counts;
  private final Runnable beside;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "willingly-meters");
  private volatile @Nullable KafkaConsumer<byte[], byte[]> following;
  private volatile Readings known = new Readings();

  /**
   * A reader that has not started.
   *
   * @param beside done on its thread twice a second or so
   */
  TopicReader(Cluster cluster, Runnable beside) {
    this.cluster = cluster;
    this.counts = new TopicCounts(cluster.ids());
    this.beside = beside;
    thread.setDaemon(true);
  }

  TopicReader start() {
    thread.start();
    return this;
  }

  /** What was counted last; nothing before all of the topics was read once. */
  Readings known() {
    return known;
  }

  private void run() {
    do {
      try (KafkaConsumer<byte[], byte[]> consumer =
          CommittedConsumer.of(cluster.clientSettings())) {
        following = consumer;
        follow(consumer);
      } catch (WakeupException | InterruptException e) {
        LOG.debug("the meters read no more");
      } catch (RuntimeException e) {
        LOG.warn("the meters cannot read topics, beginning again: {}", e.getMessage(), e);
      }
      following = null;
    } while (!closed(AFTER_FAILURE));
  }

  private boolean closed(Duration patience) {
    try {
      return closing.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void follow(KafkaConsumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions =
        TopicCounts.TOPICS.stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(found -> new TopicPartition(found.topic(), found.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    counts.begin();
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    boolean all = false;
    while (!closed(Duration.ZERO)) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      records.forEach(counts::see);
      boolean read =
          all
              || ends.entrySet().stream()
                  .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
      if (read && (!all || !records.isEmpty())) {
        known = counts.readings();
      }
      all = read;
      beside.run();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    KafkaConsumer<byte[], byte[]> consumer = following;
    if (consumer != null) {
      consumer.wakeup();
    }
    try {
      thread.join(CLOSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
