package io.willingly.streams.demo;

import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.Family;
import io.willingly.schemas.facts.FactCodec;
import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.schemas.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends facts to the input topics the way their sources do: keyed by customer, the record timestamp
 * is the arrival (R9). Each is sent once and in the order given. Not thread-safe.
 */
public final class FactProducer implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;
  private final Map<Family, Format<?>> formats = new EnumMap<>(Family.class);
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  /**
   * Connects to a cluster.
   *
   * @param clientSettings how to reach it, as for any Kafka client
   */
  public FactProducer(Map<String, Object> clientSettings, SchemaIds ids) {
    Map<String, Object> settings = new HashMap<>(clientSettings);
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 20);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 << 10);
    this.producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    for (Family family : Family.values()) {
      formats.put(family, Format.of(Topics.of(family), ids));
    }
  }

  private record Format<V extends SpecificRecord>(Topic<String, V> topic, WireFormat<V> wire) {
    static <V extends SpecificRecord> Format<V> of(Topic<String, V> topic, SchemaIds ids) {
      return new Format<>(topic, WireFormat.values(topic, ids));
    }

    byte[] encode(Fact fact) {
      return wire.encode(topic.valueType().cast(FactCodec.toEvent(fact)));
    }
  }

  /**
   * Sends a fact; waits while the broker is slower than that.
   *
   * @throws IllegalStateException when the broker did not take an earlier one
   */
  public void send(Fact fact) {
    check();
    Format<?> format = formats.get(fact.family());
    if (format == null) {
      throw new IllegalStateException(fact.family() + " has no topic");
    }
    producer.send(
        new ProducerRecord<>(
            format.topic().name(),
            null,
            fact.delivery().arrival(),
            fact.customerId().getBytes(StandardCharsets.UTF_8),
            format.encode(fact)),
        (metadata, e) -> {
          if (e != null) {
            failure.compareAndSet(null, e);
          }
        });
  }

  /**
   * Waits until the broker has everything.
   *
   * @throws IllegalStateException when it did not take all of it
   */
  public void flush() {
    producer.flush();
    check();
  }

  private void check() {
    Exception e = failure.get();
    if (e != null) {
      throw new IllegalStateException("the broker did not take a fact: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
