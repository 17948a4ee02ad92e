package io.willingly.streams.assemble;

import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.mapping.MappingException;
import io.willingly.connectors.mapping.MappingLoader;
import io.willingly.event.SourceMapping;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.TopicValues;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.ClusterException;
import io.willingly.streams.runtime.PublishedTopic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mappings in the topic {@code source-mappings}. It is read when somebody asks for a newer one
 * than is known, and now and then, for other instances may know of newer ones.
 */
public final class TopicMappings implements SourceMappings {
  private static final Logger LOG = LoggerFactory.getLogger(TopicMappings.class);

  /** A sender announces its mapping a moment before or after the first record it made. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration NOW_AND_THEN = Duration.ofMinutes(2);

  private final Cluster cluster;
  private final TopicValues values;
  private final MappingLoader loader;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Entry> known = new HashMap<>();
  private final Map<String, Integer> missed = new HashMap<>();
  private long read = System.nanoTime() - NOW_AND_THEN.toNanos();

  private record Entry(int version, String fingerprint, Known mapping) {}

  /**
   * Reads the topic of a cluster.
   *
   * @param zone of the organisation, for times without one
   */
  public TopicMappings(Cluster cluster, ZoneId zone) {
    this.cluster = cluster;
    this.values = new TopicValues(cluster.ids());
    this.loader = new MappingLoader(zone);
  }

  @Override
  public Known of(String source, int version) {
    lock.lock();
    try {
      Entry entry = known.get(source);
      if (entry == null || entry.version() < version) {
        entry = newer(source, version);
      }
      return entry == null
          ? new Known(
              null,
              "the mapping of source %s is not known yet; whatever sends for it announces it"
                  .formatted(source))
          : entry.mapping();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Map<String, String> fingerprints() {
    lock.lock();
    try {
      if (System.nanoTime() - read > NOW_AND_THEN.toNanos()) {
        read();
      }
      Map<String, String> all = new HashMap<>();
      known.forEach((source, entry) -> all.put(source, entry.fingerprint()));
      return all;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Entry newer(String source, int version) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    boolean patient = missed.getOrDefault(source, -1) < version;
    while (true) {
      if (patient || System.nanoTime() - read > PATIENCE.toNanos()) {
        read();
      }
      Entry entry = known.get(source);
      if (entry != null && entry.version() >= version) {
        return entry;
      }
      if (!patient || System.nanoTime() > deadline || !pause()) {
        missed.put(source, version); // asked again at its next object, without waiting
        return entry;
      }
    }
  }

  private static boolean pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void read() {
    Map<String, SourceMapping> newest = new HashMap<>();
    try {
      readDecided(newest);
    } catch (KafkaException | ClusterException e) {
      LOG.warn("mappings of sources cannot be read now: {}", e.getMessage());
    }
    newest.forEach(this::learn);
    read = System.nanoTime();
  }

  private void readDecided(Map<String, SourceMapping> newest) {
    PublishedTopic.decided(
        cluster.clientSettings(),
        Topics.SOURCE_MAPPINGS.name(),
        record -> {
          if (record.key() != null && record.value() != null) {
            Decode.ours(values, Topics.SOURCE_MAPPINGS, record.value())
                .ifPresent(
                    mapping ->
                        newest.put(new String(record.key(), StandardCharsets.UTF_8), mapping));
          }
        });
  }

  private void learn(String source, SourceMapping told) {
    String fingerprint = told.getVersion() + " " + told.getText().hashCode();
    Entry before = known.get(source);
    if (before != null && told.getVersion() < before.version()) {
      LOG.warn(
          "somebody sends for source {} with version {} of its mapping; version {} stays in use",
          source,
          told.getVersion(),
          before.version());
    } else if (before == null || !before.fingerprint().equals(fingerprint)) {
      known.put(source, new Entry(told.getVersion(), fingerprint, compile(source, told)));
    }
  }

  private Known compile(String source, SourceMapping told) {
    try {
      Mapping mapping = loader.parse(told.getName(), told.getText());
      return new Known(mapping, "");
    } catch (MappingException e) {
      return new Known(
          null,
          "version %d of the mapping of source %s cannot be used here: %s"
              .formatted(told.getVersion(), source, e.getMessage()));
    }
  }
}
