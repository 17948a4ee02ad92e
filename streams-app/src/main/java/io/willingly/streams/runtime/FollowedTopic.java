package io.willingly.streams.runtime;

import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.wire.WireFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The latest row of each key of a compacted topic, for who asks again and again: each time only
 * what has come since is read. Thread-safe.
 */
public final class FollowedTopic<K extends SpecificRecord, V extends SpecificRecord>
    implements AutoCloseable {
  private final Cluster cluster;
  private final Topic<K, V> topic;
  private final WireFormat<K> keys;
  private final WireFormat<V> values;
  private final Map<K, V> rows = new HashMap<>();
  private @Nullable KafkaConsumer<byte[], byte[]> following;
  private final AtomicLong seen = new AtomicLong();

  /** Reads nothing before it is asked. */
  public FollowedTopic(Cluster cluster, Topic<K, V> topic) {
    this.cluster = cluster;
    this.topic = topic;
    this.keys = WireFormat.keys(topic, cluster.ids());
    this.values = WireFormat.values(topic, cluster.ids());
  }

  /**
   * The rows before the first open transaction: nobody is waited for.
   *
   * @throws org.apache.kafka.common.KafkaException when the cluster does not answer
   * @throws ClusterException when a record cannot be read
   */
  public synchronized Map<K, V> rows() {
    try {
      KafkaConsumer<byte[], byte[]> consumer = following == null ? begin() : following;
      PublishedTopic.readOn(
          consumer, topic.name(), consumer.endOffsets(consumer.assignment()), this::see);
      return Map.copyOf(rows);
    } catch (RuntimeException e) {
      // What was polled and not seen would be missing: next time it begins again.
      close();
      throw e;
    }
  }

  private KafkaConsumer<byte[], byte[]> begin() {
    KafkaConsumer<byte[], byte[]> consumer = CommittedConsumer.of(cluster.clientSettings());
    following = consumer;
    PublishedTopic.assign(consumer, List.of(topic.name()));
    return consumer;
  }

  /** Another number when {@link #rows} has read something since; reads nothing itself. */
  public long seen() {
    return seen.get();
  }

  private void see(ConsumerRecord<byte[], byte[]> record) {
    seen.incrementAndGet();
    K key = PublishedTopic.decoded(keys, record.key(), record);
    if (record.value() == null) {
      rows.remove(key);
    } else {
      rows.put(key, PublishedTopic.decoded(values, record.value(), record));
    }
  }

  /** Lets go of the cluster; who asks again begins again. */
  @Override
  public synchronized void close() {
    KafkaConsumer<byte[], byte[]> consumer = following;
    following = null;
    rows.clear();
    if (consumer != null) {
      consumer.close();
    }
  }
}
