package io.willingly.metrics.statistics;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** The standard normal distribution, as the methods here ask it. */
final class Normal {
  private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

  private Normal() {}

  /** The z of a two-sided interval: 1.959964 for 0.95. */
  static double z(double confidence) {
    return STANDARD.inverseSurvivalProbability(tail(confidence));
  }

  /** What a two-sided interval leaves out on each side: 0.025 for 0.95. */
  static double tail(double confidence) {
    requireInside("confidence", confidence);
    return (1 - confidence) / 2;
  }

  static void requireInside(String name, double probability) {
    if (!(probability > 0 && probability < 1)) {
      throw new IllegalArgumentException(
          name + " is a probability between 0 and 1, such as 0.95 or 0.05; not " + probability);
    }
  }

  /** The z exceeded with this probability on one side. */
  static double exceededWith(double probability) {
    return STANDARD.inverseSurvivalProbability(probability);
  }

  /** The probability of a value at least as far from 0 as z, on either side. */
  static double twoSided(double z) {
    return 2 * STANDARD.survivalProbability(Math.abs(z));
  }
}
