package io.willingly.streams.query;

import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.Fact.Delivery;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fold.CustomerView.FactView;
import io.willingly.metrics.fold.Delta;
import io.willingly.metrics.fold.Delta.OutcomeMove;
import io.willingly.metrics.fold.FactChecks;
import io.willingly.metrics.fold.Fold;
import io.willingly.metrics.fold.Reason;
import io.willingly.metrics.scope.RepFold;
import io.willingly.metrics.scope.ScopeCell;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.scope.ScopeTallies;
import io.willingly.metrics.tally.Cell;
import io.willingly.metrics.tally.CellKey;
import io.willingly.metrics.tally.CellSum;
import io.willingly.streams.query.DryRun.Fate;
import io.willingly.streams.state.StateKeys;
import io.willingly.streams.state.Stores;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The stores as they would be after some facts: the way of the pipeline, from customers by reps to
 * teams and the organisation, over rows that are forgotten. Not thread-safe.
 */
final class Draft {
  /** Above every run there is: those are times in milliseconds. */
  private static final long FIRST_RUN = 1L << 62;

  private static final Comparator<ScopeId> ORDER =
      Comparator.comparing(ScopeId::kind).reversed().thenComparing(ScopeId::id);

  private final Fold fold;
  private final RepFold reps;
  private final Map<Stores, StoreReader> readers = new EnumMap<>(Stores.class);
  private final Map<String, DraftRows> customers = new HashMap<>();
  private final Map<ScopeId, DraftRows> scopes = new HashMap<>();
  private final SortedMap<String, CellSum> byRep = new TreeMap<>();
  private final SortedMap<ScopeId, SortedSet<Integer>> touched = new TreeMap<>(ORDER);
  private final Map<Long, Map<Reason, Integer>> outcomes = new HashMap<>();
  private final Map<Reason, Integer> others = new EnumMap<>(Reason.class);

  Draft(StateStores stores, Fold fold, RepFold reps) {
    this.fold = fold;
    this.reps = reps;
    for (Stores store :
        List.of(Stores.CUSTOMER_HISTORY, Stores.REP_TALLIES, Stores.SCOPE_TALLIES)) {
      readers.put(store, new StoreReader(stores.partitions(store)));
    }
  }

  /** Delivers facts, once: what is delivered later can change what became of an earlier one. */
  List<Fate> deliver(List<Fact> facts, long fileRevision) {
    List<@Nullable Fate> settled = new ArrayList<>();
    for (Fact fact : facts) {
      long run = FIRST_RUN + settled.size();
      Fate fate = refused(fact, fileRevision);
      if (fate == null) {
        apply(in(run, fact));
      }
      settled.add(fate);
    }
    byRep.forEach(
        (rep, sum) -> {
          List<Cell> cells = sum.cells();
          ScopeId scope = ScopeId.rep(rep);
          touch(scope, cells);
          take(reps.addCells(rows(scope), rep, cells));
        });
    List<Fate> fates = new ArrayList<>();
    for (Fate fate : settled) {
      fates.add(fate == null ? Fate.of(reason(FIRST_RUN + fates.size())) : fate);
    }
    return fates;
  }

  private static Fact in(long run, Fact fact) {
    return new Fact(
        fact.id(),
        fact.version(),
        fact.retracted(),
        fact.occurredAt(),
        fact.customerId(),
        new Delivery(fact.delivery().arrival(), run),
        fact.content());
  }

  private @Nullable Fate refused(Fact fact, long fileRevision) {
    FactChecks.Problem problem = FactChecks.check(fact);
    if (problem != null) {
      return new Fate(problem.reason(), problem.field(), problem.message());
    }
    boolean ofFile = fact.version().revision() == fileRevision;
    return ofFile && known(fact) ? Fate.of(Reason.IDENTICAL_COPY) : null;
  }

  /** Whether the newest version of the fact says the same, by the same version of the mapping. */
  private boolean known(Fact fact) {
    if (fact.content() instanceof Content.Rep rep) {
      DraftRows rows = rows(ScopeId.rep(fact.customerId()));
      return reps.entry(rows, Math.toIntExact(rep.effectiveFrom()), Integer.MAX_VALUE)
          .filter(entry -> entry.id().equals(fact.id()) && entry.rep().equals(rep))
          .isPresent();
    }
    for (FactView view : fold.read(fact.customerId(), customer(fact.customerId())).facts()) {
      if (view.id().equals(fact.id())) {
        return view.version().mappingVersion() == fact.version().mappingVersion()
            && view.retracted() == fact.retracted()
            && view.occurredAt() == fact.occurredAt()
            && view.content().equals(fact.content());
      }
    }
    return false;
  }

  private void apply(Fact fact) {
    if (fact.family() == Family.REP) {
      take(reps.apply(rows(ScopeId.rep(fact.customerId())), fact));
      return;
    }
    Delta delta = fold.apply(customer(fact.customerId()), fact);
    book(delta.outcomes());
    for (Cell cell : delta.cells()) {
      byRep.computeIfAbsent(cell.key().repId(), rep -> new CellSum()).add(List.of(cell));
    }
  }

  private void take(RepFold.Change change) {
    book(change.outcomes());
    for (ScopeCell forward : change.forward()) {
      List<Cell> cells = List.of(forward.cell());
      new ScopeTallies(rows(forward.scope())).add(cells);
      touch(forward.scope(), cells);
    }
  }

  private void touch(ScopeId scope, List<Cell> cells) {
    for (Cell cell : cells) {
      if (cell.key().role().equals(CellKey.PRIMARY)) {
        touched.computeIfAbsent(scope, absent -> new TreeSet<>()).add(cell.key().cohortDay());
      }
    }
  }

  private void book(List<OutcomeMove> moves) {
    for (OutcomeMove move : moves) {
      Map<Reason, Integer> counts =
          move.run() < FIRST_RUN
              ? others
              : outcomes.computeIfAbsent(move.run(), run -> new EnumMap<>(Reason.class));
      counts.merge(move.reason(), move.change(), Integer::sum);
    }
  }

  private Reason reason(long run) {
    return outcomes.getOrDefault(run, Map.of()).entrySet().stream()
        .filter(count -> count.getValue() > 0)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("a delivered fact has no outcome"));
  }

  /** By how many records delivered before the reasons change. */
  Map<Reason, Integer> others() {
    Map<Reason, Integer> changed = new EnumMap<>(Reason.class);
    others.forEach(
        (reason, change) -> {
          if (change != 0) {
            changed.put(reason, change);
          }
        });
    return changed;
  }

  /** Whose primary tallies may have changed, and on which cohort days; the organisation first. */
  SortedMap<ScopeId, SortedSet<Integer>> touched() {
    return touched;
  }

  DraftRows rows(ScopeId scope) {
    Stores store = scope.kind() == ScopeId.Kind.REP ? Stores.REP_TALLIES : Stores.SCOPE_TALLIES;
    return scopes.computeIfAbsent(
        scope, absent -> new DraftRows(reader(store).under(StateKeys.tally(scope))));
  }

  private DraftRows customer(String id) {
    return customers.computeIfAbsent(
        id, absent -> new DraftRows(reader(Stores.CUSTOMER_HISTORY).under(StateKeys.customer(id))));
  }

  private StoreReader reader(Stores store) {
    StoreReader reader = readers.get(store);
    if (reader == null) {
      throw new IllegalArgumentException(store + " is not read here");
    }
    return reader;
  }
}
