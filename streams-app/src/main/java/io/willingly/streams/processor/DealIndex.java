package io.willingly.streams.processor;

import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fold.Delta;
import io.willingly.metrics.fold.Delta.DealResult;
import io.willingly.metrics.fold.Reason;
import io.willingly.metrics.tally.Cell;
import io.willingly.metrics.tally.CellSum;
import io.willingly.metrics.tally.RepDay;
import io.willingly.metrics.tally.TallyBytes;
import io.willingly.stages.DealKey;
import io.willingly.streams.state.DealEntry;
import io.willingly.streams.state.StateKeys;
import io.willingly.streams.state.TaskRows;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the deals of a rep by cohort day (R69), and a deal by its id alone; keeps what erased deals
 * had added (R43). Lives for one fact of one customer.
 */
final class DealIndex {
  private static final byte[] PRESENT = {1};

  private final TaskRows rows;
  private final String customerId;
  private final Map<String, Row> opened = new HashMap<>();

  DealIndex(TaskRows rows, String customerId) {
    this.rows = rows;
    this.customerId = customerId;
  }

  /** What is known of a deal, as it is stored and as it will be. */
  private static final class Row {
    private final byte @Nullable [] stored;
    private DealEntry entry;
    private boolean forgotten;

    Row(byte @Nullable [] stored) {
      this.stored = stored;
      this.entry = stored == null ? DealEntry.NONE : DealEntry.decode(stored);
    }
  }

  /** Notes whether a deal is on the save list, and tells whether it was. */
  boolean wasToSave(DealResult result) {
    Row row = row(result.dealId());
    boolean before = row.entry.toSave();
    boolean after = result.state() != null && !result.state().saveReasons().isEmpty();
    row.entry = new DealEntry(row.entry.counted(), after);
    return before;
  }

  /** Takes what a fact changed, after {@link #wasToSave} of each deal, and writes the rows. */
  void apply(Fact fact, Delta delta) {
    count(delta);
    String dealId = fact.content().dealId();
    if (dealId != null && !arrivedErased(delta)) {
      // Known by its id, also when it is not signed yet.
      row(dealId);
    }
    flush();
  }

  /** Lists deals where they are counted; where they were counted before they stay. */
  private void count(Delta delta) {
    if (delta.erasure() != null) {
      delta.erasure().deals().forEach(this::uncount);
      keep(delta.erasure().cells());
    }
    delta
        .counted()
        .forEach(
            (dealId, repDays) -> {
              Row row = row(dealId);
              if (!row.entry.counted().containsAll(repDays)) {
                Set<RepDay> all = new TreeSet<>(row.entry.counted());
                repDays.stream()
                    .filter(all::add)
                    .forEach(added -> rows.put(place(added, dealId), PRESENT));
                row.entry = new DealEntry(all, row.entry.toSave());
              }
            });
    if (delta.erasure() != null) {
      delta.erasure().forgotten().forEach(dealId -> row(dealId).forgotten = true);
    }
  }

  private void uncount(String dealId) {
    Row row = row(dealId);
    row.entry.counted().forEach(repDay -> rows.delete(place(repDay, dealId)));
    row.entry = new DealEntry(Set.of(), row.entry.toSave());
  }

  /** Adds what erased deals had added to what is kept of nobody. */
  private void keep(List<Cell> cells) {
    Map<RepDay, CellSum> sums = new TreeMap<>();
    for (Cell cell : cells) {
      RepDay repDay = new RepDay(cell.key().repId(), cell.key().cohortDay());
      sums.computeIfAbsent(repDay, absent -> new CellSum()).add(List.of(cell));
    }
    sums.forEach(
        (repDay, sum) -> {
          byte[] key = StateKeys.erasedOfRep(repDay);
          byte[] stored = rows.get(key);
          if (stored != null) {
            sum.add(TallyBytes.decodeCells(stored));
          }
          rows.put(key, TallyBytes.encodeCells(sum.cells()));
        });
  }

  /** Whether an erasure came before the fact did (R43): then nothing may remember its customer. */
  private static boolean arrivedErased(Delta delta) {
    return delta.outcomes().stream()
        .anyMatch(move -> move.reason() == Reason.ERASED && move.change() > 0);
  }

  private void flush() {
    opened.forEach(
        (dealId, row) -> {
          byte[] key = StateKeys.deal(new DealKey(customerId, dealId));
          if (!row.forgotten) {
            byte[] encoded = row.entry.encode();
            if (!Arrays.equals(encoded, row.stored)) {
              rows.put(key, encoded);
            }
          } else if (row.stored != null) {
            rows.delete(key);
          }
        });
  }

  private Row row(String dealId) {
    return opened.computeIfAbsent(
        dealId, id -> new Row(rows.get(StateKeys.deal(new DealKey(customerId, id)))));
  }

  private byte[] place(RepDay repDay, String dealId) {
    return StateKeys.dealOfRep(repDay, new DealKey(customerId, dealId));
  }
}
