package io.willingly.streams.access;

import io.willingly.event.AccessLogEntry;
import io.willingly.event.AccessLogKey;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.Legible;
import io.willingly.streams.runtime.TopicEnd;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topic {@code access-log}: who looked at whom. Who asks does not wait for it; what the cluster
 * does not take is counted and said in the log. Thread-safe.
 */
public final class AccessLog implements AutoCloseable {
  /** How far back {@link #latest} looks, in records. */
  public static final int HORIZON = 100_000;

  private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);
  private static final Duration LONGEST_BLOCK = Duration.ofMillis(500);

  private final Cluster cluster;
  private final Clock clock;
  private final TopicWriter<AccessLogKey, AccessLogEntry> writer;
  private final AtomicLong lost = new AtomicLong();

  public AccessLog(Cluster cluster, Clock clock) {
    this.cluster = cluster;
    this.clock = clock;
    this.writer = new TopicWriter<>(cluster, Topics.ACCESS_LOG, LONGEST_BLOCK);
  }

  /**
   * What was looked at.
   *
   * @param route what was asked, such as {@code /deals/{deal}}
   * @param scope whose numbers, null for nobody's
   * @param deal which deal, null for none
   */
  public record Look(String route, @Nullable ScopeId scope, @Nullable String deal) {}

  /**
   * An entry of the log.
   *
   * @param roles as {@link Role#text} writes them, those of then
   */
  public record Entry(Instant at, String who, List<String> roles, Look look) {
    public Entry {
      roles = List.copyOf(roles);
    }
  }

  /**
   * Entries that were found.
   *
   * @param entries newest first
   * @param unreadable records that are left out, for they cannot be read
   */
  public record Found(List<Entry> entries, int unreadable) {
    public Found {
      entries = List.copyOf(entries);
    }
  }

  /** Notes a look; returns within half a second even when the cluster is away. */
  public void record(Viewer viewer, Look look) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    ScopeId scope = look.scope();
    AccessLogEntry entry =
        new AccessLogEntry(
            now,
            viewer.roles().stream().sorted().map(Role::text).toList(),
            look.route(),
            scope == null ? null : scope.kind().name(),
            scope == null ? null : scope.id(),
            look.deal());
    try {
      writer.send(
          new AccessLogKey(viewer.name()),
          entry,
          now,
          (metadata, e) -> {
            if (e != null) {
              lose(look, e);
            }
          });
    } catch (RuntimeException e) {
      // The page must not go down with its log: what it lost is counted and said.
      lose(look, e);
    }
  }

  private void lose(Look look, Exception e) {
    LOG.error("access log lost an entry route={} lost={}", look.route(), lost.incrementAndGet(), e);
  }

  /** How many entries the cluster did not take since the start. */
  public long lost() {
    return lost.get();
  }

  /**
   * The latest entries, newest first, with all that {@link #record} noted before. Reads from the
   * end of the topic, not all of it.
   *
   * @param n how many at most
   * @param wanted which; looked for among the last {@link #HORIZON} entries
   * @throws io.willingly.streams.runtime.ClusterException when the cluster does not answer
   */
  public Found latest(int n, Predicate<Entry> wanted) {
    writer.flush();
    var legible = new Legible<>(Topics.ACCESS_LOG, cluster.ids());
    try (TopicEnd end = new TopicEnd(cluster, Topics.ACCESS_LOG.name(), HORIZON)) {
      List<Entry> latest =
          end
              .newest(
                  n,
                  record ->
                      legible.read(
                          record, (key, value) -> Optional.of(entry(key, value)).filter(wanted)))
              .stream()
              .sorted(Comparator.comparing(Entry::at).reversed())
              .limit(n)
              .toList();
      return new Found(latest, legible.unreadable());
    }
  }

  private static Entry entry(AccessLogKey key, AccessLogEntry value) {
    String kind = value.getScope();
    String id = value.getId();
    ScopeId scope = kind == null || id == null ? null : new ScopeId(ScopeId.Kind.valueOf(kind), id);
    return new Entry(
        value.getAt(),
        key.getWho(),
        value.getRoles(),
        new Look(value.getRoute(), scope, value.getDealId()));
  }

  /** Sends what is left first. */
  @Override
  public void close() {
    writer.close();
  }
}
