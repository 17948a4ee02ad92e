package io.willingly.streams.demo;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fold.DealState;
import io.willingly.metrics.fold.Delta;
import io.willingly.metrics.fold.Delta.OutcomeMove;
import io.willingly.metrics.fold.FactChecks;
import io.willingly.metrics.fold.FactChecks.Problem;
import io.willingly.metrics.fold.Fold;
import io.willingly.metrics.fold.Reason;
import io.willingly.metrics.fold.Rows;
import io.willingly.metrics.tally.Cell;
import io.willingly.metrics.tally.CellKey;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import io.willingly.testkit.oracle.Measure;
import io.willingly.testkit.oracle.OracleResult.DealKey;
import io.willingly.testkit.oracle.OracleResult.LedgerRow;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The fold over hash maps: what the pipeline computes, without Kafka. The directory is left out.
 */
final class MemoryPipeline {
  private static final Map<Integer, TallyField> FIELDS =
      Arrays.stream(TallyField.values())
          .collect(Collectors.toMap(TallyField::id, Function.identity()));

  private final Fold fold;
  private final Map<String, MapRows> customers = new HashMap<>();
  private final Map<CellDay, Tally> cells = new HashMap<>();
  private final SortedMap<LedgerRow, Long> ledger = new TreeMap<>();
  private final SortedMap<DealKey, DealState> deals = new TreeMap<>();

  MemoryPipeline(Definition definition) {
    this.fold = new Fold(definition);
  }

  private record CellDay(CellKey key, int arrivalDay) {}

  void deliver(Fact fact) {
    if (fact.family() == Family.REP) {
      return;
    }
    Problem problem = FactChecks.check(fact);
    if (problem != null) {
      book(new OutcomeMove(fact.id().source(), fact.family(), problem.reason(), 0, 1));
      return;
    }
    MapRows rows = customers.computeIfAbsent(fact.customerId(), customer -> new MapRows());
    Delta delta = fold.apply(rows, fact);
    delta.outcomes().forEach(this::book);
    for (Cell cell : delta.cells()) {
      cells.merge(new CellDay(cell.key(), cell.arrivalDay()), cell.tally(), Tally::plus);
    }
    for (Delta.DealResult deal : delta.deals()) {
      DealKey key = new DealKey(deal.customerId(), deal.dealId());
      DealState state = deal.state();
      if (state == null) {
        deals.remove(key);
      } else {
        deals.put(key, state);
      }
    }
  }

  private void book(OutcomeMove move) {
    LedgerRow row = new LedgerRow(move.source(), move.family(), move.reason());
    if (ledger.merge(row, (long) move.change(), Long::sum) == 0) {
      ledger.remove(row);
    }
  }

  SortedMap<LedgerRow, Long> ledger() {
    return ledger;
  }

  SortedMap<DealKey, DealState> deals() {
    return deals;
  }

  /** How many records ended with that reason. */
  long count(Reason reason) {
    return ledger.entrySet().stream()
        .filter(row -> row.getKey().reason() == reason)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** The sum of the primary tallies of each rep over all days and segments. */
  Map<String, Tally> byRep() {
    return byRep(Integer.MAX_VALUE);
  }

  /** The same of the cohorts up to a day. */
  Map<String, Tally> byRep(int lastCohortDay) {
    Map<String, Tally> sums = new TreeMap<>();
    cells.forEach(
        (at, tally) -> {
          CellKey key = at.key();
          if (key.role().equals(CellKey.PRIMARY) && key.cohortDay() <= lastCohortDay) {
            sums.merge(key.repId(), tally, Tally::plus);
          }
        });
    return sums;
  }

  /** Every integer as known at the end of an arrival day that is not zero. */
  SortedMap<Measure, Long> measuresKnownOn(int arrivalDay) {
    Map<CellKey, Tally> sums = new HashMap<>();
    cells.forEach(
        (at, tally) -> {
          if (at.arrivalDay() <= arrivalDay) {
            sums.merge(at.key(), tally, Tally::plus);
          }
        });
    SortedMap<Measure, Long> measures = new TreeMap<>();
    sums.forEach(
        (key, tally) -> {
          for (int i = 0; i < tally.size(); i++) {
            measures.put(measure(key, tally.keyAt(i)), tally.valueAt(i));
          }
        });
    return measures;
  }

  private static Measure measure(CellKey key, int entry) {
    return new Measure(
        Measure.Scope.REP,
        key.repId(),
        key.role(),
        key.productLine(),
        key.recurring(),
        key.cohortDay(),
        Objects.requireNonNull(FIELDS.get(entry >> 12)),
        entry & TallyField.MAX_BUCKET);
  }

  private static final class MapRows implements Rows {
    private final Map<ByteBuffer, byte[]> rows = new HashMap<>();

    @Override
    public byte @Nullable [] get(byte[] key) {
      return rows.get(ByteBuffer.wrap(key));
    }

    @Override
    public void put(byte[] key, byte[] value) {
      rows.put(ByteBuffer.wrap(key.clone()), value.clone());
    }

    @Override
    public void delete(byte[] key) {
      rows.remove(ByteBuffer.wrap(key));
    }
  }
}
