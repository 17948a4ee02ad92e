package io.willingly.testkit.oracle;

import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fold.Reason;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;

/**
 * What the rules say of a set of delivered records.
 *
 * @param measures every integer that is not zero
 * @param ledger delivered records by source, family and reason
 * @param outcomes reason of each delivered record, in order of delivery
 * @param deals every deal that is won or lost
 */
public record OracleResult(
    SortedMap<Measure, Long> measures,
    SortedMap<LedgerRow, Long> ledger,
    List<Reason> outcomes,
    SortedMap<DealKey, DealOutcome> deals) {

  /** A row of the ledger. */
  public record LedgerRow(String source, Family family, Reason reason)
      implements Comparable<LedgerRow> {
    @Override
    public int compareTo(LedgerRow other) {
      return Comparator.comparing(LedgerRow::source)
          .thenComparing(LedgerRow::family)
          .thenComparing(LedgerRow::reason)
          .compare(this, other);
    }
  }

  /** A deal of a customer. */
  public record DealKey(String customerId, String dealId) implements Comparable<DealKey> {
    @Override
    public int compareTo(DealKey other) {
      return Comparator.comparing(DealKey::customerId)
          .thenComparing(DealKey::dealId)
          .compare(this, other);
    }
  }
}
