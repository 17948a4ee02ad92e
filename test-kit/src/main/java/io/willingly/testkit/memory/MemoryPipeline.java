package io.willingly.testkit.memory;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fold.Delta;
import io.willingly.metrics.fold.FactChecks;
import io.willingly.metrics.fold.Fold;
import io.willingly.metrics.fold.MapRows;
import io.willingly.metrics.fold.Rows;
import io.willingly.metrics.scope.RepFold;
import io.willingly.metrics.scope.ScopeCell;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.tally.Cell;
import io.willingly.metrics.tally.CellKey;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import io.willingly.testkit.oracle.DealOutcome;
import io.willingly.testkit.oracle.Measure;
import io.willingly.testkit.oracle.OracleResult.DealKey;
import io.willingly.testkit.oracle.OracleResult.LedgerRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Delivers facts one by one to the fold and sums what comes out, as any runtime would. */
public final class MemoryPipeline {
  private final Fold fold;
  private final RepFold repFold;
  private final Map<String, Rows> customers = new HashMap<>();
  private final Map<String, Rows> reps = new HashMap<>();
  private final Map<Place, Tally> cells = new HashMap<>();
  private final SortedMap<LedgerRow, Long> ledger = new TreeMap<>();
  private final SortedMap<DealKey, DealOutcome> deals = new TreeMap<>();

  private record Place(ScopeId scope, CellKey key, int arrivalDay) {}

  public MemoryPipeline(Definition definition) {
    fold = new Fold(definition);
    repFold = new RepFold(definition, "");
  }

  /** Counts one delivered record. */
  public void deliver(Fact fact) {
    FactChecks.Problem problem = FactChecks.check(fact);
    if (problem != null) {
      ledger.merge(
          new LedgerRow(fact.id().source(), fact.family(), problem.reason()), 1L, Long::sum);
    } else if (fact.family() == Family.REP) {
      RepFold.Change change = repFold.apply(rows(reps, fact.customerId()), fact);
      book(change.outcomes());
      change.forward().forEach(this::add);
    } else {
      apply(fold.apply(rows(customers, fact.customerId()), fact));
    }
  }

  private void apply(Delta delta) {
    book(delta.outcomes());
    for (Cell cell : delta.cells()) {
      String rep = cell.key().repId();
      add(new ScopeCell(ScopeId.rep(rep), cell));
      repFold.addCells(rows(reps, rep), rep, List.of(cell)).forward().forEach(this::add);
    }
    for (Delta.DealResult deal : delta.deals()) {
      DealKey key = new DealKey(deal.customerId(), deal.dealId());
      if (deal.state() == null) {
        deals.remove(key);
      } else {
        deals.put(key, DealOutcome.of(deal.state()));
      }
    }
  }

  private void add(ScopeCell cell) {
    Place place = new Place(cell.scope(), cell.cell().key(), cell.cell().arrivalDay());
    cells.merge(place, cell.cell().tally(), Tally::plus);
  }

  private void book(List<Delta.OutcomeMove> moves) {
    for (Delta.OutcomeMove move : moves) {
      ledger.merge(
          new LedgerRow(move.source(), move.family(), move.reason()),
          (long) move.change(),
          Long::sum);
    }
    ledger.values().removeIf(count -> count == 0);
  }

  private static Rows rows(Map<String, Rows> all, String key) {
    return all.computeIfAbsent(key, k -> new MapRows());
  }

  /** Every integer that is not zero, as known at the end of an epoch day (R7). */
  public SortedMap<Measure, Long> knownOn(int arrivalDay) {
    Map<Place, Tally> sums = new HashMap<>();
    cells.forEach(
        (place, tally) -> {
          if (place.arrivalDay() <= arrivalDay) {
            sums.merge(new Place(place.scope(), place.key(), arrivalDay), tally, Tally::plus);
          }
        });
    SortedMap<Measure, Long> measures = new TreeMap<>();
    sums.forEach((place, sum) -> spread(place.scope(), place.key(), sum, measures));
    return measures;
  }

  /** The sum of each rep's primary tallies of the cohorts up to an epoch day. */
  public SortedMap<String, Tally> byRep(int lastCohortDay) {
    SortedMap<String, Tally> sums = new TreeMap<>();
    cells.forEach(
        (place, tally) -> {
          CellKey key = place.key();
          if (place.scope().kind() == ScopeId.Kind.REP
              && key.role().equals(CellKey.PRIMARY)
              && key.cohortDay() <= lastCohortDay) {
            sums.merge(key.repId(), tally, Tally::plus);
          }
        });
    return sums;
  }

  private static void spread(
      ScopeId scope, CellKey key, Tally sum, SortedMap<Measure, Long> measures) {
    for (int i = 0; i < sum.size(); i++) {
      // A team's or organisation's cell may still name the rep it came from, so equal measures add
      // up.
      measures.merge(
          new Measure(
              Measure.Scope.valueOf(scope.kind().name()),
              scope.id(),
              key.role(),
              key.productLine(),
              key.recurring(),
              key.cohortDay(),
              TallyField.of(sum.keyAt(i)),
              TallyField.bucket(sum.keyAt(i))),
          sum.valueAt(i),
          Long::sum);
    }
  }

  /** Delivered records by source, family and reason; no zeros. */
  public SortedMap<LedgerRow, Long> ledger() {
    return ledger;
  }

  /** Every deal that is won or lost. */
  public SortedMap<DealKey, DealOutcome> deals() {
    return deals;
  }
}
