package io.willingly.streams.cli;

import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.schemas.wire.WireFormat;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes events to the input topics, each once and in the order given. Memory is bounded: when the
 * broker is slower, {@link #send} waits.
 */
final class EventPublisher implements AutoCloseable {
  private static final String RUN_HEADER = "willingly-run";
  private static final int BUFFER_BYTES = 32 << 20;
  private static final int BATCH_BYTES = 128 << 10;
  private static final int MAX_WAIT_MILLIS = 300_000;

  private final KafkaProducer<byte[], byte[]> producer;
  private final SchemaIds ids;
  private final List<Header> headers;
  private final Map<Topic<?, ?>, WireFormat<?>> formats = new HashMap<>();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  /**
   * Connects to a cluster.
   *
   * @param clientSettings how to reach it
   * @param run the replay run written into the records, 0 for live traffic (R6)
   */
  EventPublisher(Map<String, Object> clientSettings, SchemaIds ids, long run) {
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
    this.ids = ids;
    this.headers =
        run == 0
            ? List.of()
            : List.of(
                new RecordHeader(RUN_HEADER, ByteBuffer.allocate(Long.BYTES).putLong(run).array()));
  }

  /**
   * One event as it will be sent.
   *
   * @param arrival milliseconds since the epoch (R9)
   */
  ProducerRecord<byte[], byte[]> record(
      Topic<String, ? extends SpecificRecord> topic,
      String key,
      SpecificRecord event,
      long arrival) {
    return new ProducerRecord<>(
        topic.name(),
        null,
        arrival,
        key.getBytes(StandardCharsets.UTF_8),
        encode(topic, event),
        headers);
  }

  /** Sends one event. */
  void send(ProducerRecord<byte[], byte[]> record) {
    check();
    producer.send(
        record,
        (metadata, e) -> {
          if (e != null) {
            failure.compareAndSet(null, e);
          }
        });
  }

  private <V extends SpecificRecord> byte[] encode(Topic<String, V> topic, SpecificRecord event) {
    WireFormat<?> format = formats.computeIfAbsent(topic, unused -> WireFormat.values(topic, ids));
    @SuppressWarnings("unchecked") // made for this topic, one line above
    WireFormat<V> typed = (WireFormat<V>) format;
    return typed.encode(topic.valueType().cast(event));
  }

  /** Waits until the broker has everything. */
  void flush() {
    producer.flush();
    check();
  }

  private void check() {
    Exception e = failure.get();
    if (e != null) {
      throw new IllegalStateException("the broker did not take an event: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
