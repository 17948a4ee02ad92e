package io.willingly.streams.processor;

import io.willingly.metrics.fold.Reason;
import io.willingly.streams.state.StateKeys;
import java.util.Comparator;

/** A row of the ledger of one task (R63). */
record LedgerKey(String source, Reason reason, String topic, int partition, long run)
    implements Comparable<LedgerKey> {
  private static final Comparator<LedgerKey> ORDER =
      Comparator.comparing(LedgerKey::topic)
          .thenComparing(LedgerKey::source)
          .thenComparing(LedgerKey::run)
          .thenComparing(LedgerKey::reason)
          .thenComparing(LedgerKey::partition);

  @Override
  public int compareTo(LedgerKey other) {
    return ORDER.compare(this, other);
  }

  /** Key of the row in the store. */
  byte[] row() {
    return StateKeys.ledger(new StateKeys.LedgerAt(source, reason, topic, partition, run));
  }
}
