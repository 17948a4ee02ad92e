package io.willingly.streams.assemble;

import io.willingly.connectors.mapping.AliasKey;
import io.willingly.event.AliasEntry;
import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.Decoded;
import io.willingly.schemas.wire.SchemaRegistryException;
import io.willingly.schemas.wire.TopicValues;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads records that only programs of ours write: what cannot be read is a stranger's. */
final class Decode {
  private static final Logger LOG = LoggerFactory.getLogger(Decode.class);

  private Decode() {}

  /** The text of a key; empty when there is none. */
  static String key(byte @Nullable [] bytes) {
    return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
  }

  /** Whether it is the key of an alias; a line in the log when it is not. */
  static boolean isAlias(String text) {
    try {
      AliasKey.parse(text);
      return true;
    } catch (IllegalArgumentException e) {
      LOG.warn("a record of {} is passed over: {}", Topics.ALIASES.name(), e.getMessage());
      return false;
    }
  }

  /** What somebody says of an alias; see {@link #ours}. */
  static Optional<AliasEntry> entry(TopicValues values, byte @Nullable [] bytes) {
    return ours(values, Topics.ALIASES, bytes)
        .filter(said -> said.getSameAs() == null || isAlias(said.getSameAs()));
  }

  /**
   * The value; empty, with a line in the log, when it cannot be read.
   *
   * @throws SchemaRegistryException when the registry must be asked and does not answer
   */
  static <V extends SpecificRecord> Optional<V> ours(
      TopicValues values, Topic<?, V> topic, byte @Nullable [] bytes) {
    if (bytes == null) {
      LOG.warn("a record of {} is passed over: it has no value", topic.name());
      return Optional.empty();
    }
    Decoded<V> decoded = values.decode(topic, bytes);
    if (decoded instanceof Decoded.Value<V> value) {
      return Optional.of(value.value());
    }
    if (decoded instanceof Decoded.RegistryDown<V> down) {
      throw new SchemaRegistryException(down.message(), true);
    }
    LOG.warn("a record of {} is passed over: {}", topic.name(), decoded);
    return Optional.empty();
  }
}
