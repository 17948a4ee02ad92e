package io.willingly.streams.query;

import io.willingly.metrics.comparison.Counting;
import io.willingly.metrics.comparison.Counts;
import io.willingly.metrics.comparison.Segment;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.scope.ScopeTallies;
import io.willingly.metrics.tally.Cell;
import io.willingly.metrics.tally.CellKey;
import io.willingly.streams.state.StateKeys;
import io.willingly.streams.state.Stores;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Reads the cells of the deals each rep, or each team, carries itself (the primary role). Scans the
 * day rows of each: a get of each row would cost several times as much.
 */
record CohortReader(LocalStores stores, ScopeId.Kind kind, Counting counting) {

  /**
   * Sees what arrived on one day of deals of one unit, kind and cohort day; days are epoch days.
   */
  @FunctionalInterface
  interface Visitor {
    void see(String unit, Segment kind, int cohortDay, int arrivalDay, Counts counts);
  }

  /** Shows the cells of the cohort days asked for. */
  void read(IntPredicate cohortDays, Visitor visitor) {
    Stores store = kind == ScopeId.Kind.REP ? Stores.REP_TALLIES : Stores.SCOPE_TALLIES;
    for (ReadOnlyKeyValueStore<Bytes, byte[]> partition : stores.partitions(store)) {
      StoreReader reader = new StoreReader(List.of(partition));
      for (ScopeId scope : reader.scopes()) {
        if (scope.kind() == kind) {
          byte[] prefix = concat(StateKeys.tally(scope), ScopeTallies.dayRows(CellKey.PRIMARY));
          reader.scan(
              prefix,
              row -> {
                byte[] day = Arrays.copyOfRange(row.key.get(), prefix.length, row.key.get().length);
                if (cohortDays.test(ScopeTallies.cohortDay(day))) {
                  see(scope.id(), row.value, visitor);
                }
              });
        }
      }
    }
  }

  private void see(String id, byte[] row, Visitor visitor) {
    for (Cell cell : ScopeTallies.cells(row)) {
      CellKey key = cell.key();
      visitor.see(
          id, Segment.of(key), key.cohortDay(), cell.arrivalDay(), counting.of(cell.tally()));
    }
  }

  private static byte[] concat(byte[] prefix, byte[] rest) {
    byte[] whole = Arrays.copyOf(prefix, prefix.length + rest.length);
    System.arraycopy(rest, 0, whole, prefix.length, rest.length);
    return whole;
  }
}
