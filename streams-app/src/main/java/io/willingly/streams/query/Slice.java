package io.willingly.streams.query;

import io.willingly.metrics.comparison.Segment;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.period.Period.Days;
import io.willingly.metrics.quality.Maturity;
import io.willingly.metrics.scope.Cohort;
import io.willingly.metrics.scope.ScopeTallies;
import io.willingly.metrics.tally.Cell;
import io.willingly.metrics.tally.CellKey;
import io.willingly.metrics.tally.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The primary tallies of one scope, of all deals or of a segment, as they were known. */
interface Slice {
  /** The sum of a period. */
  Tally total(Period period);

  /** The won deals of a period by age, as far as a question about their first days needs. */
  List<Cohort> cohorts(Period period);

  /** All deals as known now, from the sums that are kept. */
  static Slice kept(ScopeTallies tallies, int asOf) {
    SortedMap<Integer, Tally> young =
        tallies.byDay(CellKey.PRIMARY, new Days(asOf - Maturity.LONGEST, Integer.MAX_VALUE));
    return new Slice() {
      @Override
      public Tally total(Period period) {
        return tallies.total(CellKey.PRIMARY, period, asOf);
      }

      @Override
      public List<Cohort> cohorts(Period period) {
        return tallies.cohorts(CellKey.PRIMARY, period, asOf, total(period), young);
      }
    };
  }

  /** Sums what counts of cells. Not thread-safe. */
  final class Counted implements Slice {
    private final AsOf asOf;
    private final Segment segment;
    private final SortedMap<Integer, Tally.Builder> byDay = new TreeMap<>();

    /**
     * Of no cells yet.
     *
     * @param segment only deals of these kinds count
     * @param asOf only what had arrived by then counts
     */
    Counted(Segment segment, AsOf asOf) {
      this.segment = segment;
      this.asOf = asOf;
    }

    void add(List<Cell> cells) {
      for (Cell cell : cells) {
        if (cell.arrivalDay() <= asOf.lastArrival() && segment.holds(Segment.of(cell.key()))) {
          byDay
              .computeIfAbsent(cell.key().cohortDay(), day -> new Tally.Builder())
              .add(cell.tally());
        }
      }
    }

    @Override
    public Tally total(Period period) {
      Days days = period.days(asOf.day());
      Tally.Builder sum = new Tally.Builder();
      byDay.forEach(
          (day, tally) -> {
            if (days.contains(day)) {
              sum.add(tally.build());
            }
          });
      return sum.build();
    }

    @Override
    public List<Cohort> cohorts(Period period) {
      Days days = period.days(asOf.day());
      List<Cohort> cohorts = new ArrayList<>();
      byDay.forEach(
          (day, tally) -> {
            if (days.contains(day) && day <= asOf.day()) {
              cohorts.add(new Cohort(asOf.day() - day, tally.build()));
            }
          });
      return cohorts;
    }
  }
}
