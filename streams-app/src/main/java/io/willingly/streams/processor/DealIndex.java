package io.willingly.streams.processor;

import io.willingly.metrics.fold.Delta.DealResult;
import io.willingly.streams.state.DealEntry;
import io.willingly.streams.state.StateKeys;
import io.willingly.streams.state.StateKeys.DealAt;
import io.willingly.streams.state.TaskRows;

/** Finds the deals of a rep by cohort day (R69), and a deal by its id alone. */
final class DealIndex {
  private static final byte[] PRESENT = {1};

  private final TaskRows rows;

  DealIndex(TaskRows rows) {
    this.rows = rows;
  }

  /** Lists a deal where it now belongs, and tells where it was. */
  DealEntry move(DealResult result) {
    DealAt deal = new DealAt(result.customerId(), result.dealId());
    byte[] key = StateKeys.deal(deal);
    byte[] row = rows.get(key);
    DealEntry before = row == null ? DealEntry.NONE : DealEntry.decode(row);
    DealEntry after = DealEntry.of(result.state());
    // Also of a deal that is gone: other facts may name it still, and wait for it.
    if (row == null || !after.equals(before)) {
      rows.put(key, after.encode());
    }
    if (before.listed() && !before.samePlace(after)) {
      rows.delete(place(before, deal));
    }
    if (after.listed() && !after.samePlace(before)) {
      rows.put(place(after, deal), PRESENT);
    }
    return before;
  }

  /** Makes a deal that is not signed yet known by its id. */
  void know(DealAt deal) {
    byte[] key = StateKeys.deal(deal);
    if (rows.get(key) == null) {
      rows.put(key, DealEntry.NONE.encode());
    }
  }

  /** Forgets a deal that nothing names any more, after its last move. */
  void forget(DealAt deal) {
    rows.delete(StateKeys.deal(deal));
  }

  private static byte[] place(DealEntry entry, DealAt deal) {
    return StateKeys.dealOfRep(entry.repId(), entry.cohortDay(), deal);
  }
}
