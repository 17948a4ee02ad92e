package io.willingly.streams.rejected;

import io.willingly.event.RejectedEvent;
import io.willingly.event.RejectedEventKey;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.WireJson;
import io.willingly.streams.rejected.Rejected.Resent;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.Legible;
import io.willingly.streams.runtime.PublishedTopic;
import io.willingly.streams.runtime.RecordsAt;
import io.willingly.streams.runtime.TopicEnd;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The topic {@code rejected-events}: what was rejected and, as later records of the same keys, when
 * somebody sent it again.
 */
public final class RejectedLog {
  /** How far back {@link #latest} looks, in records of a partition. */
  private static final int HORIZON = 100_000;

  private static final Comparator<Rejected> BY_ARRIVAL =
      Comparator.comparing(each -> each.event().getArrival());

  private final Cluster cluster;

  public RejectedLog(Cluster cluster) {
    this.cluster = cluster;
  }

  /**
   * What was found, without the bytes of the records.
   *
   * @param rows the last first
   * @param all how many were come across, also those that are not among the rows
   * @param unreadable records of the log that are left out, for they cannot be read
   */
  public record Found(List<Rejected> rows, long all, int unreadable) {
    public Found {
      rows = List.copyOf(rows);
    }
  }

  /**
   * The latest; reads from the end of the topic, not all of it.
   *
   * @param n how many at most
   * @param shown characters of each payload, 0 for no payloads
   * @throws io.willingly.streams.runtime.ClusterException when the cluster does not answer
   */
  public Found latest(int n, int shown, Predicate<Rejected> wanted) {
    Reading reading = new Reading(shown, wanted);
    try (TopicEnd end = new TopicEnd(cluster, Topics.REJECTED_EVENTS.name(), HORIZON)) {
      List<Rejected> found = end.newest(n, reading::read);
      List<Rejected> latest =
          found.stream().sorted(BY_ARRIVAL.reversed()).limit(n).map(reading::told).toList();
      return new Found(latest, found.size(), reading.unreadable());
    }
  }

  /**
   * The latest of all there are, with nothing about their payloads; reads the whole topic, as far
   * as it is committed.
   *
   * @param n how many at most
   * @throws io.willingly.streams.runtime.ClusterException when the cluster does not answer
   */
  public Found all(int n, Predicate<Rejected> wanted) {
    Reading reading = new Reading(0, wanted);
    PriorityQueue<Rejected> latest = new PriorityQueue<>(BY_ARRIVAL);
    long[] all = {0};
    PublishedTopic.records(
        cluster.clientSettings(),
        Topics.REJECTED_EVENTS.name(),
        record ->
            reading
                .read(record)
                .ifPresent(
                    each -> {
                      all[0]++;
                      latest.add(each);
                      if (latest.size() > n) {
                        latest.remove();
                      }
                    }));
    List<Rejected> rows = latest.stream().sorted(BY_ARRIVAL.reversed()).map(reading::told).toList();
    return new Found(rows, all[0], reading.unreadable());
  }

  /** Those that somebody sent again; reads the whole topic. */
  public Set<RejectedEventKey> resent() {
    Reading reading = new Reading(0, each -> false);
    PublishedTopic.records(cluster.clientSettings(), Topics.REJECTED_EVENTS.name(), reading::read);
    return Set.copyOf(reading.resent.keySet());
  }

  /**
   * Shows some whole, with their bytes: one after another, for they may have half a megabyte each.
   *
   * @throws io.willingly.streams.runtime.ClusterException when the cluster does not answer
   */
  public void whole(Collection<Rejected> some, Consumer<Rejected> visitor) {
    Map<Integer, NavigableSet<Long>> offsets = new TreeMap<>();
    for (Rejected each : some) {
      offsets.computeIfAbsent(each.partition(), any -> new TreeSet<>()).add(each.offset());
    }
    var legible = new Legible<>(Topics.REJECTED_EVENTS, cluster.ids());
    RecordsAt.each(
        cluster,
        Topics.REJECTED_EVENTS.name(),
        offsets,
        record ->
            legible
                .read(record, (key, event) -> Optional.of(rejected(record, key, event)))
                .ifPresent(visitor));
  }

  private static Rejected rejected(
      ConsumerRecord<byte[], byte[]> record, RejectedEventKey key, RejectedEvent event) {
    return new Rejected(key, event, record.partition(), record.offset(), null, null);
  }

  /** One pass over records of the log. */
  private final class Reading {
    private final int shown;
    private final Predicate<Rejected> wanted;
    private final Legible<RejectedEventKey, RejectedEvent> legible =
        new Legible<>(Topics.REJECTED_EVENTS, cluster.ids());
    private final WireJson json = new WireJson(cluster.ids());
    private final Map<RejectedEventKey, Resent> resent = new HashMap<>();

    Reading(int shown, Predicate<Rejected> wanted) {
      this.shown = shown;
      this.wanted = wanted;
    }

    Optional<Rejected> read(ConsumerRecord<byte[], byte[]> record) {
      return legible.read(
          record,
          (key, event) -> {
            if (event.getResentAt() != null) {
              Resent again = new Resent(event.getResentAt(), event.getResentBy());
              resent.merge(key, again, (one, other) -> one.at().isAfter(other.at()) ? one : other);
              return Optional.empty();
            }
            return Optional.of(rejected(record, key, event)).filter(wanted).map(this::lightened);
          });
    }

    private Rejected lightened(Rejected each) {
      return each.lightened(shown == 0 ? null : Payload.of(each.key(), each.event(), json, shown));
    }

    /** With what was found out since it was read. */
    Rejected told(Rejected each) {
      return each.with(resent.get(each.key()));
    }

    int unreadable() {
      return legible.unreadable();
    }
  }
}
