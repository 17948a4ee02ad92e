package io.willingly.metrics.statistics;

/**
 * The cumulative sum chart (Page 1954), two-sided as in a table.
 *
 * @param up evidence of a rise, 0 or more
 * @param down evidence of a fall, 0 or more
 */
public record Cusum(double up, double down) {
  public static final Cusum START = new Cusum(0, 0);

  /** The recursion of every such chart: evidence never falls below 0. */
  public static double next(double sum, double weight) {
    return Math.max(0, sum + weight);
  }

  /**
   * After one value more.
   *
   * @param deviation of the value from the target, in standard deviations
   * @param reference half the shift to detect, in standard deviations, such as 0.5
   */
  public Cusum after(double deviation, double reference) {
    return new Cusum(next(up, deviation - reference), next(down, -deviation - reference));
  }
}
