package io.willingly.metrics.alarm;

import io.willingly.metrics.period.Period;
import io.willingly.metrics.period.Period.Days;
import io.willingly.metrics.period.Period.Kind;

/**
 * A calendar quarter: the run of every chart. Its weeks are counted from its first day, the last
 * one takes the days that are over; those before it are negative.
 */
public record Quarter(Period period) {
  /** Weeks of a quarter. */
  static final int WEEKS = 13;

  /** Weeks before the quarter that its first looks reach back to. */
  static final int WEEKS_BEFORE = 12;

  private static final int WEEK = 7;

  public Quarter {
    if (period.kind() != Kind.QUARTER) {
      throw new IllegalArgumentException(
          "no quarter: '" + period + "'; early warnings are by quarter, such as 2026-Q4");
    }
  }

  /** The quarter a day lies in. */
  public static Quarter containing(int day) {
    return new Quarter(
        Period.of(day).stream()
            .filter(period -> period.kind() == Kind.QUARTER)
            .findFirst()
            .orElseThrow());
  }

  /** The one before. */
  public Quarter previous() {
    return containing(first() - 1);
  }

  public int first() {
    return period.firstDay();
  }

  public int last() {
    return days().last();
  }

  Days days() {
    return period.days(0);
  }

  /** How many days it has. */
  public int length() {
    return last() - first() + 1;
  }

  /** The first day that any look reaches back to. */
  int lookBack() {
    return first() - WEEKS_BEFORE * WEEK;
  }

  /** Index of a day's week among those looked at, from 0: the quarter's own begin at 12. */
  int week(int day) {
    int week = Math.floorDiv(day - first(), WEEK);
    return WEEKS_BEFORE + Math.min(week, WEEKS - 1);
  }

  /** First day of a week, by its index. */
  int weekStart(int index) {
    return first() + (index - WEEKS_BEFORE) * WEEK;
  }

  /** Last day of a week, by its index. */
  int weekEnd(int index) {
    return index == WEEKS_BEFORE + WEEKS - 1 ? last() : weekStart(index) + WEEK - 1;
  }

  @Override
  public String toString() {
    return period.toString();
  }
}
