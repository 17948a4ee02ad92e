package io.willingly.streams.runtime;

import io.willingly.connectors.records.InputRecord;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.Fact.Delivery;
import io.willingly.schemas.wire.SchemaIds;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes events to the input topics, each once and in the order given. Memory is bounded: when the
 * broker is slower, {@code send} waits. Not thread-safe.
 */
public final class EventProducer implements AutoCloseable {
  private static final int BUFFER_BYTES = 32 << 20;
  private static final int BATCH_BYTES = 128 << 10;
  private static final int MAX_WAIT_MILLIS = 300_000;

  private final KafkaProducer<byte[], byte[]> producer;
  private final EventRecords records;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  /**
   * Connects to a cluster.
   *
   * @param clientSettings how to reach it, as for any Kafka client
   */
  public EventProducer(Map<String, Object> clientSettings, SchemaIds ids) {
    Map<String, Object> settings = new HashMap<>(clientSettings);
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 20);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_WAIT_MILLIS);
    this.producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    this.records = new EventRecords(ids);
  }

  /**
   * Sends a fact.
   *
   * @throws ClusterException when the broker did not take an earlier event
   */
  public void send(Fact fact) {
    send(records.of(fact));
  }

  /** Makes the records to send. */
  public EventRecords records() {
    return records;
  }

  /**
   * Sends what a mapping made.
   *
   * @throws ClusterException when the broker did not take an earlier event
   */
  public void send(InputRecord record, Delivery delivery) {
    send(EventRecords.of(record, delivery));
  }

  /**
   * Sends one event.
   *
   * @throws ClusterException when the broker did not take an earlier event
   */
  public void send(ProducerRecord<byte[], byte[]> record) {
    check();
    producer.send(
        record,
        (metadata, e) -> {
          if (e != null) {
            failure.compareAndSet(null, e);
          }
        });
  }

  /**
   * Sends records that belong together. What the broker does not take of them fails nothing else.
   *
   * @return completes when it has all of them
   */
  public CompletableFuture<Void> deliver(List<InputRecord> together, Delivery delivery) {
    return CompletableFuture.allOf(
        together.stream()
            .map(record -> delivered(EventRecords.of(record, delivery)))
            .toArray(CompletableFuture<?>[]::new));
  }

  private CompletableFuture<RecordMetadata> delivered(ProducerRecord<byte[], byte[]> record) {
    CompletableFuture<RecordMetadata> delivered = new CompletableFuture<>();
    producer.send(
        record,
        (metadata, e) -> {
          if (e == null) {
            delivered.complete(metadata);
          } else {
            delivered.completeExceptionally(e);
          }
        });
    return delivered;
  }

  /**
   * Waits until the broker has everything.
   *
   * @throws ClusterException when it did not take all of it
   */
  public void flush() {
    producer.flush();
    check();
  }

  private void check() {
    Exception e = failure.get();
    if (e != null) {
      throw new ClusterException("the broker did not take an event: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
