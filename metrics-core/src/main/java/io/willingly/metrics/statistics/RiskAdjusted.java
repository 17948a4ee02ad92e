package io.willingly.metrics.statistics;

/** The weights of the risk-adjusted Bernoulli CUSUM (Steiner, Cook, Farewell and Treasure 2000). */
public final class RiskAdjusted {
  private RiskAdjusted() {}

  /**
   * The evidence in one deal: the logarithm of the likelihood ratio of the two odds ratios. Above 0
   * for an event when the alternative is the greater one. An event where none was expected (p = 0)
   * weighs the logarithm of the ratio of the two; an event where nothing else was, nothing.
   *
   * @param p the probability of the event that was expected of this deal, 0 to 1
   * @param oddsRatioNull of the odds to those expected, when all is well: 1
   * @param oddsRatioAlternative the same when something is to be detected, such as 2
   * @param event whether it happened
   */
  public static double weight(
      double p, double oddsRatioNull, double oddsRatioAlternative, boolean event) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("not a probability: " + p);
    }
    if (!(oddsRatioNull > 0 && oddsRatioAlternative > 0)) {
      throw new IllegalArgumentException(
          "odds ratios must be above 0: " + oddsRatioNull + ", " + oddsRatioAlternative);
    }
    double none = Math.log((1 - p + oddsRatioNull * p) / (1 - p + oddsRatioAlternative * p));
    return event ? none + Math.log(oddsRatioAlternative / oddsRatioNull) : none;
  }

  /** The probability when the odds are multiplied. */
  static double shifted(double p, double oddsRatio) {
    return oddsRatio * p / (1 - p + oddsRatio * p);
  }
}
