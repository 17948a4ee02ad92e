package io.willingly.schemas.topic;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * A topic and all that must be agreed on about it.
 *
 * @param name its name
 * @param keyType {@code String} for a plain UTF-8 key (R59), else the Avro class of the key
 * @param valueType the Avro class of the value
 * @param role who writes and who reads it
 * @param cleanup what the broker may throw away
 * @param partitions how many it is created with unless configured; inputs must be equal (R58)
 * @param doc what is in it, in one sentence
 */
public record Topic<K, V extends SpecificRecord>(
    String name,
    Class<K> keyType,
    Class<V> valueType,
    Role role,
    Cleanup cleanup,
    int partitions,
    String doc) {

  /**
   * The largest batch every topic of Willingly takes, in bytes; brokers refuse more than 1 MiB
   * unless told. A row of state grows with what it sums (a day of an organisation with its product
   * lines and arrival days), and one row that is refused stops the pipeline for ever.
   */
  public static final int MAX_BATCH_BYTES = 16 << 20;

  /** The largest record: a batch of one that does not compress adds a little to it. */
  public static final int MAX_RECORD_BYTES = MAX_BATCH_BYTES - (64 << 10);

  /** A year and a month: who reviews a year still has its first day. */
  public static final int EXPIRE_DAYS = 400;

  /** Under which a topic knows {@link #MAX_BATCH_BYTES}. */
  public static final String MAX_BATCH_CONFIG = "max.message.bytes";

  /** Who writes and who reads a topic. */
  public enum Role {
    /** Written by sources and mappings, read by the pipeline. */
    INPUT,
    /** Written by sources and mappings, made into records of inputs before the pipeline. */
    RAW,
    /** Written by the pipeline, read by anybody. */
    PUBLISHED,
    /** Written and read by Willingly itself. */
    INTERNAL;

    /** Whether all topics of the role and its like need one number of partitions (R58). */
    public boolean isCoPartitioned() {
      return this == INPUT || this == RAW;
    }
  }

  /** What the broker may throw away. */
  public enum Cleanup {
    /** Nothing, ever: facts can be old when they arrive, and old numbers must stay explainable. */
    KEEP,
    /** All but the latest record of a key. */
    COMPACT,
    /** What is older than {@link #EXPIRE_DAYS}: nobody needs it for ever. */
    EXPIRE
  }

  public boolean hasPlainKey() {
    return keyType == String.class;
  }

  public Schema valueSchema() {
    return SpecificData.get().getSchema(valueType);
  }

  /**
   * The schema of the key.
   *
   * @throws IllegalStateException when the key is plain text
   */
  public Schema keySchema() {
    if (hasPlainKey()) {
      throw new IllegalStateException(name + " has plain UTF-8 keys");
    }
    return SpecificData.get().getSchema(keyType);
  }

  /** Subject of the value's schema in the registry. */
  public String valueSubject() {
    return name + "-value";
  }

  /** Subject of the key's schema in the registry. */
  public String keySubject() {
    return name + "-key";
  }

  /**
   * Configuration it is created with. Retention is by record timestamp, which of events is their
   * arrival: a finite one would delete a backfill at once, and a short segment time would start a
   * segment with each jump in time (R60). Timestamps are those of the first Willingly component
   * (R9).
   */
  public Map<String, String> config() {
    Map<String, String> config = new TreeMap<>();
    config.put("message.timestamp.type", "CreateTime");
    config.put(MAX_BATCH_CONFIG, Integer.toString(MAX_BATCH_BYTES));
    switch (cleanup) {
      case KEEP -> {
        config.put("cleanup.policy", "delete");
        config.put("retention.ms", "-1");
        config.put("retention.bytes", "-1");
        config.put("segment.ms", "315360000000");
        config.put("segment.bytes", "268435456");
      }
      case COMPACT -> {
        config.put("cleanup.policy", "compact");
        config.put("segment.bytes", "67108864");
      }
      case EXPIRE -> {
        config.put("cleanup.policy", "delete");
        config.put("retention.ms", Long.toString(Duration.ofDays(EXPIRE_DAYS).toMillis()));
        config.put("retention.bytes", "-1");
        config.put("segment.ms", Long.toString(Duration.ofDays(7).toMillis()));
        config.put("segment.bytes", "67108864");
      }
    }
    return config;
  }
}
