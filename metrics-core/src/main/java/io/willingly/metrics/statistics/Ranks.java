package io.willingly.metrics.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Ranks with the uncertainty of the estimates they come from. */
public final class Ranks {
  private Ranks() {}

  /**
   * The ranks a unit may have; 1 is the largest.
   *
   * @param best 1 or more
   * @param worst at least best
   */
  public record RankInterval(int best, int worst) {}

  /**
   * Intervals that hold the true ranks of all units at once: a unit ranks below those that are
   * clearly larger and above those that are clearly smaller (Mogstad, Romano, Shaikh and Wilhelm
   * 2024). What is clear is decided by two-sided tests of all pairs, at the level of all together,
   * stepwise (Holm 1979), with normal estimates that are independent of each other.
   *
   * @param estimates one for each unit
   * @param standardErrors of the estimates, 0 or more
   * @param confidence between 0 and 1, such as 0.95
   * @return in the order given
   */
  public static List<RankInterval> intervals(
      double[] estimates, double[] standardErrors, double confidence) {
    int units = estimates.length;
    if (standardErrors.length != units) {
      throw new IllegalArgumentException(
          units + " estimates have " + standardErrors.length + " standard errors");
    }
    long pairs = units * (units - 1L) / 2;
    double tail = Normal.tail(confidence);
    long clear = 0;
    int[] above = new int[units];
    int[] below = new int[units];
    for (long before = -1; clear > before && clear < pairs; ) {
      before = clear;
      clear =
          compare(
              estimates, standardErrors, Normal.exceededWith(tail / (pairs - clear)), above, below);
    }
    List<RankInterval> intervals = new ArrayList<>();
    for (int unit = 0; unit < units; unit++) {
      intervals.add(new RankInterval(1 + above[unit], units - below[unit]));
    }
    return intervals;
  }

  /** Counts, for each unit, those clearly above and below; returns how many pairs are clear. */
  private static long compare(
      double[] estimates, double[] errors, double critical, int[] above, int[] below) {
    Arrays.fill(above, 0);
    Arrays.fill(below, 0);
    long clear = 0;
    for (int i = 0; i < estimates.length; i++) {
      for (int j = 0; j < i; j++) {
        double difference = estimates[i] - estimates[j];
        if (Math.abs(difference) > critical * Math.hypot(errors[i], errors[j])) {
          int larger = difference > 0 ? i : j;
          int smaller = difference > 0 ? j : i;
          above[smaller]++;
          below[larger]++;
          clear++;
        }
      }
    }
    return clear;
  }
}
