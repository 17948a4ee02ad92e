package io.willingly.streams.runtime;

import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.wire.Decoded;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.schemas.wire.WireFormat;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads a topic of the pipeline from its beginning to its present end, committed records only. What
 * is committed is told to the partitions a moment after the offsets are: so the transactions that
 * are open are waited for.
 */
public final class PublishedTopic {
  /** One that a killed instance left open ends within a minute, one of Flink with a checkpoint. */
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private static final Duration POLL = Duration.ofMillis(200);

  private PublishedTopic() {}

  /**
   * Sees a record.
   *
   * @param <K> its key
   * @param <V> its value, null for a tombstone
   */
  @FunctionalInterface
  public interface Visitor<K, V> {
    void see(K key, @Nullable V value);
  }

  /**
   * Shows each record.
   *
   * @param clientSettings how to reach the cluster, as for any Kafka client
   * @throws org.apache.kafka.common.KafkaException when the cluster does not answer
   * @throws ClusterException when a transaction stays open, or a record cannot be read
   */
  public static <K extends SpecificRecord, V extends SpecificRecord> void read(
      Map<String, Object> clientSettings, Topic<K, V> topic, SchemaIds ids, Visitor<K, V> visitor) {
    read(new Cluster(clientSettings, ids), topic, key -> true, visitor);
  }

  /**
   * Shows the records of some keys. Values of others are not even decoded: rows of service quality
   * have more than a hundred fields.
   *
   * @throws org.apache.kafka.common.KafkaException when the cluster does not answer
   * @throws ClusterException when a transaction stays open, or a record cannot be read
   */
  public static <K extends SpecificRecord, V extends SpecificRecord> void read(
      Cluster cluster, Topic<K, V> topic, Predicate<K> wanted, Visitor<K, V> visitor) {
    WireFormat<K> keys = WireFormat.keys(topic, cluster.ids());
    WireFormat<V> values = WireFormat.values(topic, cluster.ids());
    records(
        cluster.clientSettings(),
        topic.name(),
        record -> {
          K key = decoded(keys, record.key(), record);
          if (wanted.test(key)) {
            visitor.see(
                key, record.value() == null ? null : decoded(values, record.value(), record));
          }
        });
  }

  /**
   * What the key or the value of a record says.
   *
   * @throws ClusterException when it cannot be read, with its place
   */
  public static <T extends SpecificRecord> T decoded(
      WireFormat<T> format, byte[] bytes, ConsumerRecord<byte[], byte[]> record) {
    if (format.decode(bytes) instanceof Decoded.Value<T> decoded) {
      return decoded.value();
    }
    throw unreadable(record);
  }

  /** What to throw for a record that cannot be read. */
  public static ClusterException unreadable(ConsumerRecord<?, ?> record) {
    return new ClusterException(
        "%s-%d at %d cannot be read: was it written by another version, or with another registry?"
            .formatted(record.topic(), record.partition(), record.offset()));
  }

  /**
   * Shows each record as it is.
   *
   * @throws org.apache.kafka.common.KafkaException when the cluster does not answer
   * @throws ClusterException when a transaction stays open
   */
  public static void records(
      Map<String, Object> clientSettings,
      String topic,
      Consumer<ConsumerRecord<byte[], byte[]>> visitor) {
    try (Admin admin = Admin.create(clientSettings);
        KafkaConsumer<byte[], byte[]> consumer = CommittedConsumer.of(clientSettings)) {
      assign(consumer, List.of(topic));
      // The consumer's own answer would be where the first open transaction begins.
      readOn(consumer, topic, Offsets.ends(admin, List.of(topic)), visitor);
    }
  }

  /**
   * Shows each record before the first open transaction: nobody is waited for.
   *
   * @throws org.apache.kafka.common.KafkaException when the cluster does not answer
   */
  public static void decided(
      Map<String, Object> clientSettings,
      String topic,
      Consumer<ConsumerRecord<byte[], byte[]>> visitor) {
    try (KafkaConsumer<byte[], byte[]> consumer = CommittedConsumer.of(clientSettings)) {
      assign(consumer, List.of(topic));
      readOn(consumer, topic, consumer.endOffsets(consumer.assignment()), visitor);
    }
  }

  /** All partitions of topics, from the beginning. */
  public static void assign(KafkaConsumer<byte[], byte[]> consumer, Collection<String> topics) {
    List<TopicPartition> partitions =
        topics.stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(found -> new TopicPartition(found.topic(), found.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** From where the consumer is to the ends. */
  static void readOn(
      KafkaConsumer<byte[], byte[]> consumer,
      String topic,
      Map<TopicPartition, Long> ends,
      Consumer<ConsumerRecord<byte[], byte[]>> visitor) {
    Map<TopicPartition, Long> left = new HashMap<>(ends);
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (left.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue())
        || !left.isEmpty()) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      records.forEach(visitor);
      if (!records.isEmpty()) {
        deadline = System.nanoTime() + LONGEST.toNanos();
      } else if (System.nanoTime() > deadline) {
        throw new ClusterException(
            "cannot read %s to its end: a transaction stays open; start the instance or the Flink job again that has begun it, or wait until the brokers undo it"
                .formatted(topic));
      }
    }
  }
}
