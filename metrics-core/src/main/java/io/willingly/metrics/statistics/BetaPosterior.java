package io.willingly.metrics.statistics;

import org.apache.commons.numbers.gamma.LogBeta;
import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * A Beta distribution: of a binomial rate under a Beta prior.
 *
 * @param alpha successes and the prior's share of them, above 0
 * @param beta the same of failures, above 0
 */
public record BetaPosterior(double alpha, double beta) implements Posterior {
  public BetaPosterior {
    Prior.check(alpha, beta);
  }

  /** The posterior under Jeffreys' prior, Beta(1/2, 1/2). */
  public static BetaPosterior jeffreys(long successes, long trials) {
    return Prior.JEFFREYS.given(successes, trials);
  }

  @Override
  public double mean() {
    return alpha / (alpha + beta);
  }

  @Override
  public double cdf(double x) {
    return distribution().cumulativeProbability(x);
  }

  @Override
  public double quantile(double p) {
    return distribution().inverseCumulativeProbability(p);
  }

  @Override
  public double standardDeviation() {
    return Math.sqrt(variance());
  }

  double variance() {
    double mean = mean();
    return mean * (1 - mean) / (alpha + beta + 1);
  }

  /** The density of the angle, 0 to pi / 2, whose squared sine is the rate. */
  double densityOfAngle(double angle) {
    double log =
        (2 * alpha - 1) * Math.log(Math.sin(angle)) + (2 * beta - 1) * Math.log(Math.cos(angle));
    return 2 * Math.exp(log - LogBeta.value(alpha, beta));
  }

  BetaDistribution distribution() {
    return BetaDistribution.of(alpha, beta);
  }
}
