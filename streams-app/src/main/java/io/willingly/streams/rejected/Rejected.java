package io.willingly.streams.rejected;

import io.willingly.event.RejectedEvent;
import io.willingly.event.RejectedEventKey;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.WireFormat;
import io.willingly.streams.query.Sheet;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.PublishedTopic;
import io.willingly.streams.runtime.TopicEnd;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** A record that was not counted, or left out by a mapping. */
public record Rejected(RejectedEventKey key, RejectedEvent event) {
  /** How far back {@link #latest} looks, in records of a partition. */
  private static final int HORIZON = 100_000;

  /** Rejected records of places asked for: rows of one number can be of several files. */
  private static final int MOST_AT = 10_000;

  /**
   * The latest, the last first, with the beginning of what was sent: to look at, not to send again.
   * Reads from the end of the topic, not all of it.
   *
   * @param n how many at most
   * @param most bytes of {@link RejectedEvent#getOriginalValue}; the key is left out
   * @throws io.willingly.streams.runtime.ClusterException when the cluster does not answer
   */
  public static List<Rejected> latest(
      Cluster cluster, int n, int most, Predicate<RejectedEvent> wanted) {
    return latest(
        cluster,
        n,
        each ->
            Optional.of(each).filter(one -> wanted.test(one.event())).map(one -> one.cut(most)));
  }

  /** Those of some places, the last first, whole. */
  public static List<Rejected> at(Cluster cluster, Set<String> places) {
    return latest(
        cluster, MOST_AT, each -> Optional.of(each).filter(one -> places.contains(one.place())));
  }

  private static List<Rejected> latest(
      Cluster cluster, int n, Function<Rejected, Optional<Rejected>> kept) {
    var keys = WireFormat.keys(Topics.REJECTED_EVENTS, cluster.ids());
    var values = WireFormat.values(Topics.REJECTED_EVENTS, cluster.ids());
    List<Rejected> latest = new ArrayList<>();
    try (TopicEnd end = new TopicEnd(cluster, Topics.REJECTED_EVENTS.name(), HORIZON)) {
      latest.addAll(
          end.newest(
              n,
              record ->
                  kept.apply(
                      new Rejected(
                          PublishedTopic.decoded(keys, record.key(), record),
                          PublishedTopic.decoded(values, record.value(), record)))));
    }
    latest.sort(Comparator.comparing((Rejected each) -> each.event().getArrival()).reversed());
    return latest.stream().limit(n).toList();
  }

  /** The same of which the bytes beyond are given up: they are copied, a view would keep all. */
  private Rejected cut(int most) {
    event.setOriginalKey(null);
    ByteBuffer value = event.getOriginalValue();
    if (value != null) {
      byte[] begin = new byte[Math.min(most, value.remaining())];
      value.duplicate().get(begin);
      event.setOriginalValue(ByteBuffer.wrap(begin));
    }
    return this;
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
