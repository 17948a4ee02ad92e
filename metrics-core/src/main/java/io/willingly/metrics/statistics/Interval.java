package io.willingly.metrics.statistics;

/**
 * A closed interval; also worst-case bounds and control limits.
 *
 * @param low lower limit
 * @param high upper limit, at least low
 */
public record Interval(double low, double high) {
  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException("an interval from " + low + " to " + high);
    }
  }

  public boolean contains(double value) {
    return low <= value && value <= high;
  }

  Interval within(double least, double most) {
    return new Interval(clamp(low, least, most), clamp(high, least, most));
  }

  private static double clamp(double value, double least, double most) {
    return Math.min(most, Math.max(least, value));
  }
}
