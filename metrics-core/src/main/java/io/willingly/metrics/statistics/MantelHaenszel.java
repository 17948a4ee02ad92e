package io.willingly.metrics.statistics;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * A comparison of two groups within strata, such as rep and product line, pooled over the strata
 * (Mantel and Haenszel 1959). Valid for few large strata and for many small ones.
 */
public final class MantelHaenszel {
  private final List<TwoByTwo> strata;
  private final double weight;
  private final double p;
  private final double q;

  private MantelHaenszel(List<TwoByTwo> strata) {
    this.strata = strata;
    weight = sum(TwoByTwo::weight);
    p = sum(MantelHaenszel::satoP);
    q = sum(MantelHaenszel::satoQ);
  }

  /** Compares; empty when no stratum has both groups, so that nothing can be compared. */
  public static Optional<MantelHaenszel> of(List<TwoByTwo> strata) {
    List<TwoByTwo> both =
        strata.stream()
            .filter(stratum -> stratum.exposed() > 0 && stratum.unexposed() > 0)
            .toList();
    return both.isEmpty() ? Optional.empty() : Optional.of(new MantelHaenszel(both));
  }

  /** How many were compared: those of strata with both groups. */
  public long compared() {
    return (long) sum(TwoByTwo::all);
  }

  /** The share with the outcome among the exposed less that among the others, -1 to 1. */
  public double riskDifference() {
    return sum(stratum -> stratum.weight() * (exposedRate(stratum) - unexposedRate(stratum)))
        / weight;
  }

  /**
   * Of the risk difference (Sato 1989); 0 when the groups are alike in each stratum to the last.
   */
  public double standardError() {
    return Math.sqrt(Math.max(0, riskDifference() * p + q)) / weight;
  }

  /**
   * The interval of the risk difference: the differences a test with Sato's variance does not
   * refuse (Klingenberg 2014), within -1 and 1. Where each stratum has one outcome only, it comes
   * from the Wilson limits of the groups instead (Zou, Huang and Zhang 2009; Newcombe 1998 for one
   * stratum).
   *
   * @param confidence between 0 and 1, such as 0.95
   */
  public Interval riskDifferenceInterval(double confidence) {
    double z2 = Math.pow(Normal.z(confidence), 2);
    double difference = riskDifference();
    if (q == 0) {
      return recovered(difference, confidence);
    }
    double middle = difference + z2 * p / (2 * weight * weight);
    double half = Math.sqrt(middle * middle - difference * difference + z2 * q / (weight * weight));
    return new Interval(middle - half, middle + half).within(-1, 1);
  }

  /**
   * The Cochran-Mantel-Haenszel statistic without continuity correction, on one degree of freedom.
   */
  public double chiSquare() {
    double surplus =
        sum(stratum -> stratum.exposedYes() - stratum.exposed() * yes(stratum) / stratum.all());
    double variance =
        sum(
            stratum ->
                stratum.exposed()
                    * stratum.unexposed()
                    * yes(stratum)
                    * (stratum.all() - yes(stratum))
                    / (Math.pow(stratum.all(), 2) * (stratum.all() - 1)));
    return variance == 0 ? 0 : surplus * surplus / variance;
  }

  /** Of the Cochran-Mantel-Haenszel test; 1 when each stratum has one outcome only. */
  public double pValue() {
    return ChiSquaredDistribution.of(1).survivalProbability(chiSquare());
  }

  /** The common odds ratio; infinite or NaN when outcomes are missing. */
  public double oddsRatio() {
    return sum(MantelHaenszel::concordant) / sum(MantelHaenszel::discordant);
  }

  /**
   * The interval of the odds ratio (Robins, Breslow and Greenland 1986); 0 to infinity when an
   * outcome is missing.
   */
  public Interval oddsRatioInterval(double confidence) {
    double r = sum(MantelHaenszel::concordant);
    double s = sum(MantelHaenszel::discordant);
    if (r == 0 || s == 0) {
      return new Interval(0, Double.POSITIVE_INFINITY);
    }
    double variance =
        sum(
            stratum -> {
              double agree = (stratum.exposedYes() + stratum.unexposedNo()) / stratum.all();
              double both = concordant(stratum);
              double other = discordant(stratum);
              return agree * both / (2 * r * r)
                  + (agree * other + (1 - agree) * both) / (2 * r * s)
                  + (1 - agree) * other / (2 * s * s);
            });
    double factor = Math.exp(Normal.z(confidence) * Math.sqrt(variance));
    return new Interval(r / s / factor, r / s * factor);
  }

  private Interval recovered(double difference, double confidence) {
    double down = 0;
    double up = 0;
    for (TwoByTwo stratum : strata) {
      double share = stratum.weight() / weight;
      Interval exposed = wilson(stratum.exposedYes(), stratum.exposedNo(), confidence);
      Interval others = wilson(stratum.unexposedYes(), stratum.unexposedNo(), confidence);
      double one = exposedRate(stratum);
      double other = unexposedRate(stratum);
      down += share * share * (square(one - exposed.low()) + square(others.high() - other));
      up += share * share * (square(exposed.high() - one) + square(other - others.low()));
    }
    return new Interval(difference - Math.sqrt(down), difference + Math.sqrt(up)).within(-1, 1);
  }

  private static Interval wilson(long yes, long no, double confidence) {
    return BinomialInterval.WILSON.of(yes, yes + no, confidence);
  }

  private static double satoP(TwoByTwo s) {
    double n1 = s.exposed();
    double n0 = s.unexposed();
    return (n1 * n1 * s.unexposedYes() - n0 * n0 * s.exposedYes() + n1 * n0 * (n0 - n1) / 2)
        / square(s.all());
  }

  private static double satoQ(TwoByTwo s) {
    return ((double) s.exposedYes() * s.unexposedNo() + (double) s.unexposedYes() * s.exposedNo())
        / (2 * s.all());
  }

  private static double concordant(TwoByTwo s) {
    return (double) s.exposedYes() * s.unexposedNo() / s.all();
  }

  private static double discordant(TwoByTwo s) {
    return (double) s.exposedNo() * s.unexposedYes() / s.all();
  }

  private static double exposedRate(TwoByTwo s) {
    return s.exposedYes() / s.exposed();
  }

  private static double unexposedRate(TwoByTwo s) {
    return s.unexposedYes() / s.unexposed();
  }

  private static double yes(TwoByTwo s) {
    return s.exposedYes() + s.unexposedYes();
  }

  private static double square(double value) {
    return value * value;
  }

  private double sum(ToDoubleFunction<TwoByTwo> term) {
    return strata.stream().mapToDouble(term).sum();
  }
}
