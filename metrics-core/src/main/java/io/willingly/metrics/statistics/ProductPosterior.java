package io.willingly.metrics.statistics;

import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * The product of two independent rates, such as the share kept times the share of those kept that
 * is happy (the distribution of Springer and Thompson 1966, by numerical integration; to 1e-7 where
 * no parameter is below 1/2).
 */
public record ProductPosterior(BetaPosterior first, BetaPosterior second) implements Posterior {
  /**
   * Half-width of the integration in standard deviations; beyond it no more than 1e-9 of the mass.
   */
  private static final double REACH = 7;

  /** Of a quantile's probability, relative to the smaller tail. */
  private static final double PRECISION = 1e-7;

  /** Of the secant kept in its bracket; it needs about five. */
  private static final int MOST_STEPS = 60;

  @Override
  public double mean() {
    return first.mean() * second.mean();
  }

  @Override
  public double standardDeviation() {
    return Math.sqrt(variance());
  }

  /**
   * P(XY at most z) = P(X at most z) + P(X above z) F(z) + integral over x from z to 1 of the
   * density of X times (F(z / x) - F(z)), F that of Y. Taking F(z) out leaves an integrand that is
   * finite where the density of X is not; x = sin&sup2;(angle) makes the density nearly normal, and
   * taking the narrower of the two as X makes F smooth on its scale.
   */
  @Override
  public double cdf(double z) {
    if (z <= 0) {
      return 0;
    }
    if (z >= 1) {
      return 1;
    }
    boolean firstIsNarrower = relativeVariance(first) < relativeVariance(second);
    BetaPosterior narrow = firstIsNarrower ? first : second;
    BetaDistribution x = narrow.distribution();
    BetaDistribution y = (firstIsNarrower ? second : first).distribution();
    double atLeast = y.cumulativeProbability(z);
    double centre = Math.asin(Math.sqrt(narrow.mean()));
    double reach = REACH / (2 * Math.sqrt(narrow.alpha() + narrow.beta()));
    double low = Math.max(Math.asin(Math.sqrt(z)), centre - reach);
    double high = Math.min(Math.PI / 2, centre + reach);
    double integral =
        low >= high
            ? 0
            : TanhSinh.integrate(
                low,
                high,
                narrow::densityOfAngle,
                angle ->
                    y.cumulativeProbability(Math.min(1, z / Math.pow(Math.sin(angle), 2)))
                        - atLeast);
    double sum = x.cumulativeProbability(z) + x.survivalProbability(z) * atLeast + integral;
    return Math.min(1, Math.max(0, sum));
  }

  @Override
  public double quantile(double p) {
    if (p <= 0 || p >= 1) {
      return first.quantile(p) * second.quantile(p);
    }
    double tolerance = PRECISION * Math.min(p, 1 - p);
    BetaDistribution near = momentsMatched();
    double at = near.inverseCumulativeProbability(p);
    double slope = near.density(at);
    double low = 0;
    double high = 1;
    double miss = cdf(at) - p;
    for (int i = 0; i < MOST_STEPS && Math.abs(miss) > tolerance; i++) {
      if (miss < 0) {
        low = at;
      } else {
        high = at;
      }
      double next = at - miss / slope;
      if (!(next > low && next < high)) {
        next = (low + high) / 2;
      }
      double nextMiss = cdf(next) - p;
      slope = (nextMiss - miss) / (next - at);
      at = next;
      miss = nextMiss;
    }
    return at;
  }

  /** The Beta of the same mean and variance: close enough to start from. */
  private BetaDistribution momentsMatched() {
    double mean = mean();
    double strength = mean * (1 - mean) / variance() - 1;
    return BetaDistribution.of(mean * strength, (1 - mean) * strength);
  }

  private double variance() {
    double square =
        (first.variance() + Math.pow(first.mean(), 2))
            * (second.variance() + Math.pow(second.mean(), 2));
    return square - Math.pow(mean(), 2);
  }

  private static double relativeVariance(BetaPosterior rate) {
    return rate.variance() / Math.pow(rate.mean(), 2);
  }
}
