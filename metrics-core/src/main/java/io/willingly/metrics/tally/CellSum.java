package io.willingly.metrics.tally;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sums cells by key and arrival day, and their causes; what sums to zero is gone, causes and all
 * (R57). Not thread-safe.
 */
public final class CellSum {
  private record At(CellKey key, int arrivalDay) {}

  private static final Comparator<At> ORDER =
      Comparator.comparing((At at) -> at.key().repId())
          .thenComparing(at -> at.key().role())
          .thenComparing(at -> at.key().productLine())
          .thenComparing(at -> at.key().recurring())
          .thenComparingInt(at -> at.key().cohortDay())
          .thenComparingInt(At::arrivalDay);

  private final Map<At, Tally> sums = new TreeMap<>(ORDER);

  /** Apart from the sums: most have none. */
  private final Map<At, Causes> causes = new HashMap<>();

  public CellSum add(CellKey key, int arrivalDay, Tally tally) {
    return add(key, arrivalDay, tally, Causes.NONE);
  }

  public CellSum add(CellKey key, int arrivalDay, Tally tally, Causes why) {
    At at = new At(key, arrivalDay);
    Tally sum = sums.getOrDefault(at, Tally.ZERO).plus(tally);
    if (sum.isZero()) {
      sums.remove(at);
      causes.remove(at);
    } else {
      sums.put(at, sum);
      if (!why.none()) {
        causes.merge(at, why, Causes::plus);
      }
    }
    return this;
  }

  public CellSum add(Collection<Cell> cells) {
    for (Cell cell : cells) {
      add(cell.key(), cell.arrivalDay(), cell.tally(), cell.causes());
    }
    return this;
  }

  public boolean isZero() {
    return sums.isEmpty();
  }

  /** The sums, ordered by rep, role, product line, recurrence, cohort day and arrival day. */
  public List<Cell> cells() {
    List<Cell> cells = new ArrayList<>(sums.size());
    sums.forEach(
        (at, tally) ->
            cells.add(
                new Cell(at.key(), at.arrivalDay(), tally, causes.getOrDefault(at, Causes.NONE))));
    return cells;
  }
}
