package io.willingly.stages;

import io.willingly.event.IngestLedgerKey;
import io.willingly.event.IngestLedgerRow;
import io.willingly.metrics.fold.Delta.OutcomeMove;
import io.willingly.schemas.topic.Topics;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;

/**
 * Counts what became of each delivered record (R6, R63). Changes are summed until the engine
 * commits, then handed to where the counts are kept.
 */
public final class Ledger {
  private final DeltaBuffer<LedgerKey, Long> changes;

  /**
   * Sets up the ledger of a task.
   *
   * @param counts adds a change, never 0, to the count of a row
   */
  public Ledger(DeltaBuffer<LedgerKey, Long> changes, ObjLongConsumer<LedgerKey> counts) {
    this.changes = changes;
    changes.drainTo(entries -> handOn(entries, counts));
  }

  public static DeltaBuffer<LedgerKey, Long> buffer() {
    return new DeltaBuffer<>(Long::sum, change -> 128);
  }

  /**
   * Books what a fact moved.
   *
   * @param partition of the input topics, where all of a customer or rep lies
   */
  void book(List<OutcomeMove> moves, int partition) {
    for (OutcomeMove move : moves) {
      String topic = Topics.of(move.family()).name();
      book(
          new LedgerKey(move.source(), move.reason(), topic, partition, move.run()), move.change());
    }
  }

  /** Adds to a row. */
  public void book(LedgerKey key, long change) {
    changes.add(key, change);
  }

  /**
   * Publishes a row as it stands now: the count, not the change, so that the compacted topic is the
   * ledger.
   *
   * @param count 0 removes it
   */
  public static void publish(
      LedgerKey key, long count, Outlet<IngestLedgerKey, IngestLedgerRow> outlet) {
    outlet.send(
        new IngestLedgerKey(
            key.source(),
            key.reason().outcome().name(),
            key.reason().name(),
            key.topic(),
            key.partition(),
            key.run()),
        count == 0 ? null : new IngestLedgerRow(count));
  }

  private static void handOn(
      List<Map.Entry<LedgerKey, Long>> entries, ObjLongConsumer<LedgerKey> counts) {
    for (Map.Entry<LedgerKey, Long> entry : entries) {
      if (entry.getValue() != 0) {
        counts.accept(entry.getKey(), entry.getValue());
      }
    }
  }
}
