package io.willingly.streams.query;

import io.willingly.metrics.fold.Reason;
import java.util.List;

/** The facts that wait for another, the oldest first (R42). */
public record Pending(List<Entry> entries) {
  public Pending {
    entries = List.copyOf(entries);
  }

  /**
   * A fact that waits.
   *
   * @param arrivedAt ISO instant
   * @param deal the deal it names, empty when none
   */
  public record Entry(
      String arrivedAt,
      Reason reason,
      String source,
      String topic,
      String event,
      String customer,
      String deal) {}
}
