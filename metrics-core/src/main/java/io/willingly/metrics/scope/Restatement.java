package io.willingly.metrics.scope;

import io.willingly.metrics.period.Closing;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.tally.Causes;
import io.willingly.metrics.tally.Cell;
import io.willingly.metrics.tally.Tally;
import java.util.Collection;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A change of a closed period (R53). Over all restatements of a place the changes sum to what the
 * tallies hold there, in whichever order facts came (R95).
 *
 * @param change after less before
 * @param causes the facts that changed it
 */
public record Restatement(Tally change, Causes causes) {

  /**
   * What is restated: a closed period of a scope's role, by the arrivals of one day.
   *
   * @param arrivalDay epoch day, later than that on which the period closed
   */
  public record At(String role, Period period, int arrivalDay) implements Comparable<At> {
    private static final Comparator<At> ORDER =
        Comparator.comparing(At::role).thenComparing(At::period).thenComparingInt(At::arrivalDay);

    @Override
    public int compareTo(At other) {
      return ORDER.compare(this, other);
    }
  }

  public Restatement plus(Restatement other) {
    return new Restatement(change.plus(other.change), causes.plus(other.causes));
  }

  /** What differences of one scope restate; differences that cancel out are among them. */
  public static SortedMap<At, Restatement> of(Collection<Cell> cells, Closing closing) {
    SortedMap<At, Restatement> restated = new TreeMap<>();
    for (Cell cell : cells) {
      for (Period period : closing.restated(cell.key().cohortDay(), cell.arrivalDay())) {
        restated.merge(
            new At(cell.key().role(), period, cell.arrivalDay()),
            new Restatement(cell.tally(), cell.causes()),
            Restatement::plus);
      }
    }
    return restated;
  }
}
