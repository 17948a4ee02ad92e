package io.willingly.streams.rejected;

import io.willingly.connectors.mapping.Position;
import io.willingly.event.RejectedEvent;
import io.willingly.event.RejectedEventKey;
import io.willingly.metrics.fold.Reason;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.query.Sheet;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record that was not counted, or left out by a mapping.
 *
 * @param partition of {@code rejected-events} in which it lies
 * @param offset at which it lies there
 * @param payload what it held, to look at; null when nothing, or when nobody asked
 * @param resent when it was last sent again; null when it was not
 */
public record Rejected(
    RejectedEventKey key,
    RejectedEvent event,
    int partition,
    long offset,
    @Nullable Payload payload,
    @Nullable Resent resent) {

  /**
   * Somebody sent it again.
   *
   * @param by who; null when that is not known
   */
  public record Resent(Instant at, @Nullable String by) {}

  /** This to look at; it loses its bytes: those of thousands would not fit the heap. */
  Rejected lightened(@Nullable Payload shown) {
    event.setOriginalKey(null);
    event.setOriginalValue(null);
    return new Rejected(key, event, partition, offset, shown, resent);
  }

  /** The same with when it was sent again. */
  Rejected with(@Nullable Resent last) {
    return new Rejected(key, event, partition, offset, payload, last);
  }

  /** Whether it is of a source and of a reason; null for any. */
  public boolean isOf(@Nullable String source, @Nullable String reason) {
    return (source == null || source.equals(event.getSource()))
        && (reason == null || reason.equals(event.getReason()));
  }

  /** Whether it is a row that a mapping rejected, not a record of a topic. */
  static boolean isRow(RejectedEventKey key, RejectedEvent event) {
    return key.getTopic().equals(Topics.MAPPING_REJECTS.name())
        && event.getReason().equals(Reason.MAPPING.name());
  }

  static byte @Nullable [] bytes(@Nullable ByteBuffer buffer) {
    if (buffer == null) {
      return null;
    }
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  /** As rows. */
  public static Sheet sheet(Iterable<Rejected> all) {
    Sheet sheet =
        new Sheet(
            "arrived_at",
            "reason",
            "source",
            "event",
            "place",
            "field",
            "message",
            "rule",
            "resent_at",
            "resent_by");
    for (Rejected each : all) {
      RejectedEvent event = each.event();
      Resent last = each.resent();
      sheet.row(
          event.getArrival().toString(),
          event.getReason(),
          Objects.requireNonNullElse(event.getSource(), ""),
          Objects.requireNonNullElse(event.getEventId(), ""),
          each.place(),
          Objects.requireNonNullElse(event.getField(), ""),
          event.getMessage(),
          event.getRule(),
          last == null ? Sheet.MISSING : last.at().toString(),
          last == null || last.by() == null ? Sheet.MISSING : last.by());
    }
    return sheet;
  }

  /** Row of a file, of a post with where it lies in the log, as all are alike; else only that. */
  public String place() {
    if (event.getFile() == null) {
      return inLog();
    }
    String row = event.getFile() + " row " + event.getRow();
    return event.getFile().equals(Position.PAYLOAD) ? row + " (" + inLog() + ")" : row;
  }

  private String inLog() {
    String partition = key.getTopic() + "-" + key.getPartition();
    return key.getOffset() == null ? partition : partition + "@" + key.getOffset();
  }
}
