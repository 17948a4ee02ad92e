package io.willingly.metrics.statistics;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Limits within which rates of units lie by chance when all have the target's rate: a funnel over
 * the number of trials, for alerts at 0.95 and alarms at 0.998 (Spiegelhalter 2005).
 */
public final class FunnelLimits {
  /** The share of units on either side whose deviation counts as the last one within. */
  private static final double WINSORISED = 0.1;

  private FunnelLimits() {}

  /**
   * The limits of one number of trials, within 0 and 1.
   *
   * <p>Without over-dispersion those of the binomial, interpolated between counts (Spiegelhalter
   * 2005, A.1.1); with it, normal ones of the variance times the dispersion.
   *
   * @param target 0 to 1
   * @param trials 1 or more
   * @param confidence between 0 and 1, such as 0.95 or 0.998
   * @param dispersion of {@link #dispersion}; 1 for none
   */
  public static Interval of(double target, long trials, double confidence, double dispersion) {
    if (!(target >= 0 && target <= 1) || trials < 1 || !(dispersion >= 1)) {
      throw new IllegalArgumentException(
          "no limits about %s at %d trials with dispersion %s: 0 to 1, at least 1, at least 1"
              .formatted(target, trials, dispersion));
    }
    double tail = Normal.tail(confidence);
    if (dispersion > 1) {
      double half = Normal.z(confidence) * Math.sqrt(dispersion * target * (1 - target) / trials);
      return new Interval(target - half, target + half).within(0, 1);
    }
    if (target == 0 || target == 1) {
      return new Interval(target, target);
    }
    BinomialDistribution counts = BinomialDistribution.of(Math.toIntExact(trials), target);
    return new Interval(limit(counts, tail), limit(counts, 1 - tail)).within(0, 1);
  }

  /**
   * How much more units differ than by chance: the mean square of their standardised deviations, of
   * which the outer tenths are drawn in. 1 unless it is clearly above, by two standard errors.
   *
   * @param target between 0 and 1
   * @param units those without trials do not count
   */
  public static double dispersion(double target, List<Trials> units) {
    if (!(target > 0 && target < 1)) {
      throw new IllegalArgumentException("the target must lie between 0 and 1: " + target);
    }
    return dispersion(
        units.stream()
            .filter(unit -> unit.trials() > 0)
            .mapToDouble(
                unit -> (unit.rate() - target) / Math.sqrt(target * (1 - target) / unit.trials()))
            .toArray());
  }

  /**
   * The same of deviations from whatever was expected of each unit.
   *
   * @param deviations in standard deviations, in any order
   */
  public static double dispersion(double[] deviations) {
    double[] sorted = deviations.clone();
    Arrays.sort(sorted);
    int count = sorted.length;
    int outer = (int) (WINSORISED * count);
    double squares = 0;
    for (int i = 0; i < count; i++) {
      int within = Math.min(count - 1 - outer, Math.max(outer, i));
      squares += sorted[within] * sorted[within];
    }
    double factor = squares / count;
    return factor > 1 + 2 * Math.sqrt(2.0 / count) ? factor : 1;
  }

  private static double limit(BinomialDistribution counts, double probability) {
    int count = counts.inverseCumulativeProbability(probability);
    double over = (counts.cumulativeProbability(count) - probability) / counts.probability(count);
    return (count - over) / counts.getNumberOfTrials();
  }
}
