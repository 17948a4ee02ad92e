package io.willingly.streams.query;

/** Facts that wait, as rows. */
public final class PendingText {
  private PendingText() {}

  /** A row for each, the oldest first. */
  public static Sheet of(Pending pending) {
    Sheet sheet =
        new Sheet(
            "arrived_at", "reason", "source", "topic", "event", "customer", "deal", "meaning");
    for (Pending.Entry entry : pending.entries()) {
      sheet.row(
          entry.arrivedAt(),
          entry.reason().name(),
          entry.source(),
          entry.topic(),
          entry.event(),
          entry.customer(),
          entry.deal(),
          entry.reason().text());
    }
    return sheet;
  }
}
