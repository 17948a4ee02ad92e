package io.willingly.streams.query;

import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.scope.ScopeTallies;
import io.willingly.metrics.tally.Cell;
import io.willingly.metrics.tally.CellKey;
import io.willingly.streams.query.StatePart.Span;
import io.willingly.streams.state.StateKeys;
import io.willingly.streams.state.Stores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;

/**
 * Reads the cells of the deals each scope carries itself (the primary role). Scans the day rows of
 * each: a get of each row would cost several times as much.
 */
record PrimaryCells(StateStores stores) {

  /** Sees the cells of one scope and cohort day (an epoch day); days come in no order. */
  @FunctionalInterface
  interface Visitor {
    void see(ScopeId scope, int cohortDay, List<Cell> cells);
  }

  /** Shows the cells of every scope of a kind. */
  void of(ScopeId.Kind kind, IntPredicate cohortDays, Visitor visitor) {
    begin(kind).forEach(each -> each.get().show(cohortDays, visitor));
  }

  /**
   * Shows the cells of the scopes whose parts of the state are there; see {@link Reading#attempt}.
   *
   * @return scopes of which not all cells were shown
   */
  List<ScopeId> ofThoseThereAre(ScopeId.Kind kind, IntPredicate cohortDays, Visitor visitor) {
    List<ScopeId> cut = new ArrayList<>();
    for (Supplier<Begun> begun : begin(kind)) {
      Reading.attempt(
          () -> {
            Begun each = begun.get();
            if (!Reading.attempt(() -> each.show(cohortDays, visitor))) {
              cut.addAll(each.scopes());
            }
          });
    }
    return cut;
  }

  /** Asks all parts at once, first for owners, then for their rows. */
  private List<Supplier<Begun>> begin(ScopeId.Kind kind) {
    StoreReader reader = reader(kind);
    List<Supplier<List<Bytes>>> owners = reader.owners(StateKeys.tallies());
    List<Supplier<Begun>> begun = new ArrayList<>();
    for (int i = 0; i < owners.size(); i++) {
      begun.add(begin(kind, reader.parts().get(i), owners.get(i)));
    }
    return begun;
  }

  private static Supplier<Begun> begin(
      ScopeId.Kind kind, StatePart part, Supplier<List<Bytes>> owners) {
    try {
      List<ScopeId> scopes =
          owners.get().stream()
              .map(StateKeys::scopeOf)
              .filter(scope -> scope.kind() == kind)
              .toList();
      Begun begun = Begun.of(part, scopes);
      return () -> begun;
    } catch (PartGone e) {
      return () -> {
        throw e;
      };
    }
  }

  /** Shows the cells of one scope. */
  void of(ScopeId scope, IntPredicate cohortDays, Visitor visitor) {
    StatePart part = reader(scope.kind()).partOf(Bytes.wrap(StateKeys.tally(scope)));
    Begun.of(part, List.of(scope)).show(cohortDays, visitor);
  }

  private StoreReader reader(ScopeId.Kind kind) {
    return new StoreReader(
        stores.partitions(kind == ScopeId.Kind.REP ? Stores.REP_TALLIES : Stores.SCOPE_TALLIES));
  }

  /** Day rows of scopes in one part, being read. */
  private record Begun(List<ScopeId> scopes, List<byte[]> prefixes, StatePart.Scan scan) {
    static Begun of(StatePart part, List<ScopeId> scopes) {
      byte[] own = ScopeTallies.dayRows(CellKey.PRIMARY);
      List<byte[]> prefixes =
          scopes.stream().map(scope -> concat(StateKeys.tally(scope), own)).toList();
      return new Begun(
          scopes,
          prefixes,
          part.scan(
              prefixes.stream()
                  .map(prefix -> new Span(Bytes.wrap(prefix), StateKeys.after(prefix)))
                  .toList()));
    }

    void show(IntPredicate cohortDays, Visitor visitor) {
      scan.show(
          (span, key, row) -> {
            byte[] bytes = key.get();
            int day =
                ScopeTallies.cohortDay(
                    Arrays.copyOfRange(bytes, prefixes.get(span).length, bytes.length));
            if (cohortDays.test(day)) {
              visitor.see(scopes.get(span), day, ScopeTallies.cells(row));
            }
            return true;
          });
    }
  }

  private static byte[] concat(byte[] prefix, byte[] rest) {
    byte[] whole = Arrays.copyOf(prefix, prefix.length + rest.length);
    System.arraycopy(rest, 0, whole, prefix.length, rest.length);
    return whole;
  }
}
