package io.willingly.streams.runtime;

import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.wire.Decoded;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.schemas.wire.WireFormat;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads records of a topic for people. One that cannot be read hides no other: it is left out and
 * counted, and the first is said in the log. Not thread-safe.
 */
public final class Legible<K extends SpecificRecord, V extends SpecificRecord> {
  private static final Logger LOG = LoggerFactory.getLogger(Legible.class);

  private final WireFormat<K> keys;
  private final WireFormat<V> values;
  private int unreadable;

  public Legible(Topic<K, V> topic, SchemaIds ids) {
    this.keys = WireFormat.keys(topic, ids);
    this.values = WireFormat.values(topic, ids);
  }

  /**
   * What is made of a record.
   *
   * @param <T> it
   */
  @FunctionalInterface
  public interface Reading<K, V, T> {
    /**
     * Makes it; empty when it is not wanted.
     *
     * @throws IllegalArgumentException when the record says what nobody understands
     */
    Optional<T> of(K key, V value);
  }

  /**
   * What is made of a record; empty when it cannot be read.
   *
   * @throws ClusterException when only the registry can tell, and it does not answer
   */
  public <T> Optional<T> read(
      ConsumerRecord<byte[], byte[]> record, Reading<? super K, ? super V, T> reading) {
    try {
      return reading.of(decoded(keys, record.key()), decoded(values, record.value()));
    } catch (IllegalArgumentException e) {
      if (unreadable++ == 0) {
        LOG.warn(
            "{}-{}@{} is left out: {}",
            record.topic(),
            record.partition(),
            record.offset(),
            e.getMessage());
      }
      return Optional.empty();
    }
  }

  private static <T extends SpecificRecord> T decoded(
      WireFormat<T> format, byte @Nullable [] bytes) {
    if (bytes == null) {
      throw new IllegalArgumentException("it has no key or no value");
    }
    Decoded<T> decoded = format.decode(bytes);
    if (decoded instanceof Decoded.Value<T> value) {
      return value.value();
    }
    if (decoded instanceof Decoded.RegistryDown<T> down) {
      throw new ClusterException(down.message());
    }
    throw new IllegalArgumentException(String.valueOf(decoded));
  }

  /** How many records were left out so far, for they cannot be read. */
  public int unreadable() {
    return unreadable;
  }
}
