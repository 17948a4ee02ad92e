package io.willingly.metrics.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One chart of a floor, such as a team's: what its deals are expected to do.
 *
 * @param strata its mix of deals
 */
public record CusumChart(List<Stratum> strata) {
  public CusumChart {
    strata = List.copyOf(strata);
  }

  /**
   * Deals of one expectation.
   *
   * @param expected the probability of the event, 0 to 1
   * @param perQuarter how many such deals a quarter has, 0 or more
   */
  public record Stratum(double expected, double perQuarter) {
    public Stratum {
      if (!(expected >= 0 && expected <= 1)
          || !(perQuarter >= 0 && perQuarter < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            perQuarter + " deals a quarter of probability " + expected + " cannot be");
      }
    }
  }

  double perQuarter() {
    return strata.stream().mapToDouble(Stratum::perQuarter).sum();
  }

  /**
   * Draws the evidence of deals, one after the other, when the odds are some ratio of those
   * expected.
   */
  Deals deals(double oddsRatio, double oddsRatioAlternative) {
    double[] shares = new double[2 * strata.size()];
    double[] weights = new double[shares.length];
    double all = 0;
    for (int i = 0; i < strata.size(); i++) {
      Stratum stratum = strata.get(i);
      double p = RiskAdjusted.shifted(stratum.expected, oddsRatio);
      all += stratum.perQuarter * p;
      shares[2 * i] = all;
      weights[2 * i] = RiskAdjusted.weight(stratum.expected, 1, oddsRatioAlternative, true);
      all += stratum.perQuarter * (1 - p);
      shares[2 * i + 1] = all;
      weights[2 * i + 1] = RiskAdjusted.weight(stratum.expected, 1, oddsRatioAlternative, false);
    }
    return new Deals(shares, weights);
  }

  /** The kinds of deals of a chart. */
  static final class Deals {
    private final double[] shares;
    private final double[] weights;

    /**
     * Takes the kinds.
     *
     * @param shares upper ends of their shares, cumulated
     * @param weights their evidence
     */
    Deals(double[] shares, double[] weights) {
      this.shares = shares;
      this.weights = weights;
    }

    double draw(SplittableRandom random) {
      double at = random.nextDouble() * shares[shares.length - 1];
      int found = Arrays.binarySearch(shares, at);
      return weights[found < 0 ? -found - 1 : found + 1];
    }
  }
}
