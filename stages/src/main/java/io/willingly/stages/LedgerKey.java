package io.willingly.stages;

import io.willingly.metrics.fold.Reason;
import java.util.Comparator;

/** A row of the ledger: how many records of a run and source ended so (R63). */
public record LedgerKey(String source, Reason reason, String topic, int partition, long run)
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
}
