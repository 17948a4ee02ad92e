package io.willingly.streams.meters;

import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.CommittedConsumer;
import io.willingly.streams.runtime.PublishedTopic;
import io.willingly.streams.runtime.TopicFollower;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Follows the topics of {@link TopicCounts} on a thread of its own, so that a scrape waits for no
 * broker: it is told what was known last.
 */
final class TopicReader implements AutoCloseable {
  private final TopicCounts counts;
  private final Runnable beside;
  private final TopicFollower follower;
  private volatile Readings known = new Readings();

  /**
   * A reader that has not started.
   *
   * @param beside done on its thread twice a second or so
   */
  TopicReader(Cluster cluster, Runnable beside) {
    this.counts = new TopicCounts(cluster.ids());
    this.beside = beside;
    this.follower =
        new TopicFollower(
            "willingly-meters", () -> CommittedConsumer.of(cluster.clientSettings()), this::follow);
  }

  TopicReader start() {
    follower.start();
    return this;
  }

  /** What was counted last; nothing before all of the topics was read once. */
  Readings known() {
    return known;
  }

  private void follow(KafkaConsumer<byte[], byte[]> consumer) {
    PublishedTopic.assign(consumer, TopicCounts.TOPICS);
    counts.begin();
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    boolean all = false;
    while (follower.isOpen()) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(TopicFollower.POLL);
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
    follower.close();
  }
}
