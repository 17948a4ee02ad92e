package io.willingly.streams.query;

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
 * Reads the cells of the deals each scope carries itself (the primary role). Scans the day rows of
 * each: a get of each row would cost several times as much.
 */
record PrimaryCells(LocalStores stores) {

  /** Sees the cells of one scope and cohort day (an epoch day); days come in no order. */
  @FunctionalInterface
  interface Visitor {
    void see(ScopeId scope, int cohortDay, List<Cell> cells);
  }

  /** Shows the cells of every scope of a kind. */
  void of(ScopeId.Kind kind, IntPredicate cohortDays, Visitor visitor) {
    for (StoreReader partition : partitions(kind)) {
      for (ScopeId scope : partition.scopes()) {
        if (scope.kind() == kind) {
          read(partition, scope, cohortDays, visitor);
        }
      }
    }
  }

  /** Shows the cells of one scope. */
  void of(ScopeId scope, IntPredicate cohortDays, Visitor visitor) {
    for (StoreReader partition : partitions(scope.kind())) {
      read(partition, scope, cohortDays, visitor);
    }
  }

  private List<StoreReader> partitions(ScopeId.Kind kind) {
    return stores
        .partitions(kind == ScopeId.Kind.REP ? Stores.REP_TALLIES : Stores.SCOPE_TALLIES)
        .stream()
        .map(PrimaryCells::reader)
        .toList();
  }

  private static StoreReader reader(ReadOnlyKeyValueStore<Bytes, byte[]> partition) {
    return new StoreReader(List.of(partition));
  }

  private static void read(
      StoreReader partition, ScopeId scope, IntPredicate cohortDays, Visitor visitor) {
    byte[] prefix = concat(StateKeys.tally(scope), ScopeTallies.dayRows(CellKey.PRIMARY));
    partition.scan(
        prefix,
        row -> {
          byte[] key = row.key.get();
          int day = ScopeTallies.cohortDay(Arrays.copyOfRange(key, prefix.length, key.length));
          if (cohortDays.test(day)) {
            visitor.see(scope, day, ScopeTallies.cells(row.value));
          }
        });
  }

  private static byte[] concat(byte[] prefix, byte[] rest) {
    byte[] whole = Arrays.copyOf(prefix, prefix.length + rest.length);
    System.arraycopy(rest, 0, whole, prefix.length, rest.length);
    return whole;
  }
}
