package io.willingly.metrics.period;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;

/**
 * When periods close by rule (R53). Months, quarters and years close, some days after their last
 * day; what arrives on a later day than that restates them. Weeks, days, rolling periods and {@code
 * all} never close.
 *
 * @param days from the last day of a period to the day it closes on
 */
public record Closing(int days) implements Serializable {
  /** More than the calendar has, and few enough that no sum of days overflows. */
  private static final int FOR_EVER = 1 << 30;

  private static final int LONGEST_MONTH = 31;

  /** No period closes, so nothing restates one. */
  public static final Closing NEVER = new Closing(FOR_EVER);

  /** Ten days after the end. */
  public static final Closing STANDARD = new Closing(10);

  public Closing {
    if (days < 0 || days > FOR_EVER) {
      throw new IllegalArgumentException("a period cannot close " + days + " days after its end");
    }
  }

  /** Whether periods of the kind close at all. */
  public static boolean closes(Period.Kind kind) {
    return switch (kind) {
      case MONTH, QUARTER, YEAR -> true;
      case ALL, WEEK, DAY, ROLLING_30D, ROLLING_90D -> false;
    };
  }

  /**
   * The epoch day a period closes on.
   *
   * @throws IllegalArgumentException when it is of a kind that never closes
   */
  public int day(Period period) {
    if (!closes(period.kind())) {
      throw new IllegalArgumentException(
          "the period " + period + " never closes; months, quarters and years do");
    }
    return period.days(0).last() + days;
  }

  /**
   * Whether what became known on an arrival day restates a period its cohort day lies in: at least
   * the month, which is the first to close. Cheap, for it is asked of every difference.
   */
  public boolean restates(int cohortDay, int arrivalDay) {
    int late = arrivalDay - cohortDay - days;
    return late > 0 && (late >= LONGEST_MONTH || late > daysLeftInMonth(cohortDay));
  }

  private static int daysLeftInMonth(int day) {
    LocalDate date = LocalDate.ofEpochDay(day);
    return date.lengthOfMonth() - date.getDayOfMonth();
  }

  /** The periods of a cohort day that were closed when an arrival day began. */
  public List<Period> restated(int cohortDay, int arrivalDay) {
    return restates(cohortDay, arrivalDay)
        ? periods(cohortDay).stream().filter(period -> day(period) < arrivalDay).toList()
        : List.of();
  }

  /** The periods of a day that close: its year, quarter and month. */
  public static List<Period> periods(int day) {
    return Period.of(day).stream().filter(period -> closes(period.kind())).toList();
  }
}
