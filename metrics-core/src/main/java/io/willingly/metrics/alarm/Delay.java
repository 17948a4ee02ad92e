package io.willingly.metrics.alarm;

/**
 * How long it takes until a warning when, from the first day of a quarter on, deals are sold so
 * that the odds of the event double: simulated, with the time deals take to show how they end.
 *
 * @param deals deals signed until then, on average
 * @param days days until then, on average
 * @param deals90 deals signed until then in nine of ten cases, at most
 * @param days90 days until then in nine of ten cases, at most
 * @param inQuarter of 100 cases, those found before the quarter is over
 */
public record Delay(long deals, int days, long deals90, int days90, int inQuarter) {
  /** What is not found in this time, in days, counts as found at its end. */
  public static final int LONGEST = 8 * 91;
}
