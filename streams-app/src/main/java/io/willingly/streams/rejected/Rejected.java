package io.willingly.streams.rejected;

import io.willingly.event.RejectedEvent;
import io.willingly.event.RejectedEventKey;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.WireFormat;
import io.willingly.streams.query.Sheet;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.PublishedTopic;
import io.willingly.streams.runtime.TopicEnd;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** A record that was not counted, or left out by a mapping. */
public record Rejected(RejectedEventKey key, RejectedEvent event) {
  /** How far back {@link #latest} looks, in records of a partition. */
  private static final int HORIZON = 100_000;

  /** Rejected records of places asked for: rows of one number can be of several files. */
  private static final int MOST_AT = 10_000;

  /**
   * The latest, the last first. Reads from the end of the topic, not all of it.
   *
   * @param n how many at most
   * @throws io.willingly.streams.runtime.ClusterException when the cluster does not answer
   */
  public static List<Rejected> latest(Cluster cluster, int n, Predicate<RejectedEvent> wanted) {
    return latest(cluster, n, (place, event) -> wanted.test(event));
  }

  /** Those of some places, the last first. */
  public static List<Rejected> at(Cluster cluster, Set<String> places) {
    return latest(cluster, MOST_AT, (place, event) -> places.contains(place));
  }

  private static List<Rejected> latest(
      Cluster cluster, int n, BiPredicate<String, RejectedEvent> wanted) {
    var keys = WireFormat.keys(Topics.REJECTED_EVENTS, cluster.ids());
    var values = WireFormat.values(Topics.REJECTED_EVENTS, cluster.ids());
    List<Rejected> latest = new ArrayList<>();
    try (TopicEnd end = new TopicEnd(cluster, Topics.REJECTED_EVENTS.name(), HORIZON)) {
      latest.addAll(
          end.newest(
              n,
              record ->
                  new Rejected(
                      PublishedTopic.decoded(keys, record.key(), record),
                      PublishedTopic.decoded(values, record.value(), record)),
              each -> wanted.test(each.place(), each.event())));
    }
    latest.sort(Comparator.comparing((Rejected each) -> each.event().getArrival()).reversed());
    return latest.stream().limit(n).toList();
  }

  /** As rows. */
  public static Sheet sheet(Iterable<Rejected> all) {
    Sheet sheet =
        new Sheet("arrived_at", "reason", "source", "event", "place", "field", "message", "rule");
    for (Rejected each : all) {
      RejectedEvent event = each.event();
      sheet.row(
          event.getArrival().toString(),
          event.getReason(),
          Objects.requireNonNullElse(event.getSource(), ""),
          Objects.requireNonNullElse(event.getEventId(), ""),
          each.place(),
          Objects.requireNonNullElse(event.getField(), ""),
          event.getMessage(),
          event.getRule());
    }
    return sheet;
  }

  /** Row of a file, else where the record lies in the log. */
  public String place() {
    if (event.getFile() == null) {
      String partition = key.getTopic() + "-" + key.getPartition();
      return key.getOffset() == null ? partition : partition + "@" + key.getOffset();
    }
    return event.getFile() + " row " + event.getRow();
  }
}
