package io.willingly.metrics.statistics;

import org.apache.commons.statistics.distribution.BetaDistribution;

/** Two-sided confidence intervals of a proportion, within 0 and 1. */
public enum BinomialInterval {
  /** Score interval (Wilson 1927; Newcombe 1998, method 3). */
  WILSON {
    @Override
    Interval raw(double x, double n, double confidence) {
      double z = Normal.z(confidence);
      double centre = (x + z * z / 2) / (n + z * z);
      double half = z / (n + z * z) * Math.sqrt(x * (n - x) / n + z * z / 4);
      return ends(x, n, centre - half, centre + half);
    }
  },

  /** Score interval with continuity correction (Newcombe 1998, method 4). */
  WILSON_CORRECTED {
    @Override
    Interval raw(double x, double n, double confidence) {
      double z = Normal.z(confidence);
      double p = x / n;
      double q = (n - x) / n;
      double down = z * Math.sqrt(z * z - 2 - 1 / n + 4 * p * (n * q + 1));
      double up = z * Math.sqrt(z * z + 2 - 1 / n + 4 * p * (n * q - 1));
      double middle = 2 * x + z * z;
      return ends(
          x, n, (middle - 1 - down) / (2 * (n + z * z)), (middle + 1 + up) / (2 * (n + z * z)));
    }
  },

  /** Exact interval, from tails of the binomial (Clopper and Pearson 1934). */
  CLOPPER_PEARSON {
    @Override
    Interval raw(double x, double n, double confidence) {
      double tail = Normal.tail(confidence);
      return new Interval(
          x == 0 ? 0 : BetaDistribution.of(x, n - x + 1).inverseCumulativeProbability(tail),
          x == n ? 1 : BetaDistribution.of(x + 1, n - x).inverseSurvivalProbability(tail));
    }
  },

  /**
   * Equal tails of Beta(x + 1/2, n - x + 1/2); the lower end is 0 when there is no success, the
   * upper end 1 when there is nothing else (Brown, Cai and DasGupta 2001, section 4.1.1).
   */
  JEFFREYS {
    @Override
    Interval raw(double x, double n, double confidence) {
      double tail = Normal.tail(confidence);
      Interval near = WILSON.raw(x, n, confidence);
      return new Interval(
          x == 0 ? 0 : quantile(x + 0.5, n - x + 0.5, tail, near.low()),
          x == n ? 1 : 1 - quantile(n - x + 0.5, x + 0.5, tail, 1 - near.high()));
    }
  };

  private static final int MOST_STEPS = 8;

  /**
   * The interval of a proportion.
   *
   * @param successes 0 to trials
   * @param trials 1 or more
   * @param confidence between 0 and 1, such as 0.95
   * @throws IllegalArgumentException when there are no trials (no data has no interval), or
   *     successes are not among them
   */
  public Interval of(long successes, long trials, double confidence) {
    if (trials <= 0 || successes < 0 || successes > trials) {
      throw new IllegalArgumentException(
          "no interval of "
              + successes
              + " of "
              + trials
              + ": successes are 0 to trials, at least 1");
    }
    return raw((double) successes, (double) trials, confidence).within(0, 1);
  }

  /**
   * The quantile of a Beta distribution from a value near to it, by Newton's steps: a tenth of the
   * time of the search from afar, which is taken where they do not settle. Each published row has
   * dozens of these.
   */
  private static double quantile(double alpha, double beta, double probability, double near) {
    BetaDistribution distribution = BetaDistribution.of(alpha, beta);
    double at = near;
    for (int step = 0; step < MOST_STEPS && at > 0 && at < 1; step++) {
      double off =
          (distribution.cumulativeProbability(at) - probability) / distribution.density(at);
      at -= off;
      if (Math.abs(off) < 1e-13) {
        return at;
      }
    }
    return distribution.inverseCumulativeProbability(probability);
  }

  abstract Interval raw(double x, double n, double confidence);

  /** Rounding must not leave 1e-17 where the formula gives 0, nor a little less than 1. */
  private static Interval ends(double x, double n, double low, double high) {
    return new Interval(x == 0 ? 0 : low, x == n ? 1 : high);
  }
}
