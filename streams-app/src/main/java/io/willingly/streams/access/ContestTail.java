package io.willingly.streams.access;

import io.willingly.event.ContestKey;
import io.willingly.event.CustomerErasure;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.Decoded;
import io.willingly.schemas.wire.WireFormat;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.ClusterException;
import io.willingly.streams.runtime.CommittedConsumer;
import io.willingly.streams.runtime.PublishedTopic;
import io.willingly.streams.runtime.TopicFollower;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a {@link ContestView} current from the topics, on a thread of its own. A record that cannot
 * be read is logged and left out.
 */
final class ContestTail implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ContestTail.class);
  private static final long START_SECONDS = 60;

  private final ContestView view;
  private final Runnable whenCurrent;
  private final WireFormat<ContestKey> keys;
  private final WireFormat<io.willingly.event.Contest> values;
  private final WireFormat<CustomerErasure> erasures;
  private final CountDownLatch current = new CountDownLatch(1);
  private final TopicFollower follower;

  /**
   * A tail that has not started.
   *
   * @param whenCurrent is run on the thread whenever all was seen, which removes the erased
   */
  ContestTail(Cluster cluster, ContestView view, Runnable whenCurrent) {
    this.view = view;
    this.whenCurrent = whenCurrent;
    this.keys = WireFormat.keys(Topics.CONTESTS, cluster.ids());
    this.values = WireFormat.values(Topics.CONTESTS, cluster.ids());
    this.erasures = WireFormat.values(Topics.CUSTOMER_ERASURES, cluster.ids());
    this.follower =
        new TopicFollower(
            "willingly-contests",
            () -> CommittedConsumer.of(cluster.clientSettings()),
            this::follow);
  }

  /**
   * Starts, and returns when the view is current.
   *
   * @throws ClusterException when it is not within a minute
   */
  void start() {
    follower.start();
    try {
      if (!current.await(START_SECONDS, TimeUnit.SECONDS)) {
        throw new ClusterException(
            "cannot read %s in %d s".formatted(Topics.CONTESTS.name(), START_SECONDS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("interrupted: reading " + Topics.CONTESTS.name(), e);
    }
  }

  private void follow(KafkaConsumer<byte[], byte[]> consumer) {
    PublishedTopic.assign(
        consumer, List.of(Topics.CONTESTS.name(), Topics.CUSTOMER_ERASURES.name()));
    Map<TopicPartition, Long> left = new HashMap<>(consumer.endOffsets(consumer.assignment()));
    while (follower.isOpen()) {
      consumer.poll(TopicFollower.POLL).forEach(this::see);
      left.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
      if (left.isEmpty()) {
        current.countDown();
        whenCurrent.run();
      }
    }
  }

  private void see(ConsumerRecord<byte[], byte[]> record) {
    try {
      if (record.topic().equals(Topics.CUSTOMER_ERASURES.name())) {
        erasure(record);
      } else {
        contest(record);
      }
    } catch (ClusterException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.warn(
          "{}-{}@{} is left out: {}",
          record.topic(),
          record.partition(),
          record.offset(),
          e.getMessage(),
          e);
    }
  }

  private void erasure(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return;
    }
    CustomerErasure erasure = decoded(erasures, record.value());
    if (!erasure.getRetracted()) {
      view.erase(erasure.getCustomerId(), Instant.ofEpochMilli(record.timestamp()));
    }
  }

  private void contest(ConsumerRecord<byte[], byte[]> record) {
    ContestKey key = decoded(keys, record.key());
    Contest contest =
        record.value() == null ? null : ContestCodec.read(key, decoded(values, record.value()));
    view.see(record.offset(), key.getId(), contest);
  }

  /**
   * What bytes say.
   *
   * @throws ClusterException when only the registry could tell: all is read again later
   * @throws IllegalArgumentException when they never can be read
   */
  private static <T extends SpecificRecord> T decoded(
      WireFormat<T> format, byte @Nullable [] bytes) {
    Decoded<T> decoded =
        format.decode(Objects.requireNonNull(bytes, "a contest's record has no key"));
    if (decoded instanceof Decoded.Value<T> value) {
      return value.value();
    }
    if (decoded instanceof Decoded.RegistryDown<T> down) {
      throw new ClusterException(down.message());
    }
    throw new IllegalArgumentException(String.valueOf(decoded));
  }

  @Override
  public void close() {
    follower.close();
  }
}
