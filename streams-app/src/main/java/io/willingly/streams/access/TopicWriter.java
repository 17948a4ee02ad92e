package io.willingly.streams.access;

import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.wire.WireFormat;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.ClusterException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes the records of one topic while people wait for it: each tried for half a minute. */
final class TopicWriter<K extends SpecificRecord, V extends SpecificRecord>
    implements AutoCloseable {
  private static final int DELIVERY_MILLIS = 30_000;
  private static final int REQUEST_MILLIS = 10_000;
  private static final int BUFFER_BYTES = 4 << 20;

  private final Topic<K, V> topic;
  private final WireFormat<K> keys;
  private final WireFormat<V> values;
  private final KafkaProducer<byte[], byte[]> producer;

  /**
   * Connects.
   *
   * @param longestBlock of {@link #send}, when the cluster does not answer or takes nothing
   */
  TopicWriter(Cluster cluster, Topic<K, V> topic, Duration longestBlock) {
    this.topic = topic;
    this.keys = WireFormat.keys(topic, cluster.ids());
    this.values = WireFormat.values(topic, cluster.ids());
    Map<String, Object> settings = new HashMap<>(cluster.clientSettings());
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, longestBlock.toMillis());
    this.producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Sends one record; null removes the key. */
  Future<RecordMetadata> send(K key, @Nullable V value, Instant at, Callback callback) {
    byte[] bytes = value == null ? null : values.encode(value);
    return producer.send(
        new ProducerRecord<>(topic.name(), null, at.toEpochMilli(), keys.encode(key), bytes),
        callback);
  }

  /**
   * Writes one record and waits until the cluster has it; null removes the key.
   *
   * @return its offset
   * @throws ClusterException when the cluster does not take it
   */
  long write(K key, @Nullable V value, Instant at) {
    CompletableFuture<Long> offset = new CompletableFuture<>();
    send(
        key,
        value,
        at,
        (metadata, e) -> {
          if (e == null) {
            offset.complete(metadata.offset());
          } else {
            offset.completeExceptionally(e);
          }
        });
    try {
      return offset.get();
    } catch (ExecutionException e) {
      throw new ClusterException(
          "%s did not take a record: %s".formatted(topic.name(), e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("interrupted: writing to " + topic.name(), e);
    }
  }

  /** Waits until the cluster took or refused all that was sent before: half a minute at most. */
  void flush() {
    producer.flush();
  }

  /** Sends what is left first. */
  @Override
  public void close() {
    producer.close(Duration.ofMillis(DELIVERY_MILLIS));
  }
}
