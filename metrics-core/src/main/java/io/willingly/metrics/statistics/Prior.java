package io.willingly.metrics.statistics;

import java.util.List;
import org.apache.commons.numbers.gamma.Digamma;
import org.apache.commons.numbers.rootfinder.BrentSolver;

/**
 * How rates differ between units: the Beta distribution they are drawn from (empirical Bayes; Efron
 * and Morris 1975, Robinson 2017).
 *
 * @param alpha above 0
 * @param beta above 0
 */
public record Prior(double alpha, double beta) {
  /** Beta(1/2, 1/2). */
  public static final Prior JEFFREYS = new Prior(0.5, 0.5);

  /** Of fewer units one cannot tell how they differ. */
  public static final int LEAST_ROWS = 5;

  /** Most trials a prior may weigh: rates of units are taken to differ by some points at least. */
  public static final double STRONGEST = 1000;

  /** What a prior weighs when there are too few units to tell. */
  private static final double WEAK = 2;

  private static final double WEAKEST = 1;

  private static final BrentSolver SOLVER = new BrentSolver(1e-12, 1e-15, 1e-12);

  public Prior {
    check(alpha, beta);
  }

  static void check(double alpha, double beta) {
    if (!(alpha > 0 && beta > 0 && alpha + beta < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "Beta(" + alpha + ", " + beta + "): both must be above 0 and finite");
    }
  }

  /**
   * The prior that makes the rows most likely (beta-binomial maximum likelihood; Griffiths 1973).
   *
   * <p>Its strength alpha + beta stays within 1 and the trials of all rows, at most {@link
   * #STRONGEST}: rows that differ no more than by chance get the upper end, and so do rows of which
   * none, or all, succeeded. Of fewer than {@link #LEAST_ROWS} rows with trials comes a prior of
   * strength 2 about the pooled rate, (x + 1/2) / (n + 1); of no trials at all, Jeffreys'.
   */
  public static Prior fit(List<Trials> rows) {
    List<Trials> seen = rows.stream().filter(row -> row.trials() > 0).toList();
    long x = seen.stream().mapToLong(Trials::successes).sum();
    long n = seen.stream().mapToLong(Trials::trials).sum();
    if (n == 0) {
      return JEFFREYS;
    }
    double pooled = (x + 0.5) / (n + 1);
    if (seen.size() < LEAST_ROWS) {
      return ofMean(pooled, WEAK);
    }
    double strongest = Math.min(STRONGEST, (double) n);
    if (x == 0 || x == n) {
      return ofMean(pooled, strongest);
    }
    if (slope(seen, strongest) >= 0) {
      return likeliest(seen, strongest);
    }
    if (slope(seen, WEAKEST) <= 0) {
      return likeliest(seen, WEAKEST);
    }
    double log =
        SOLVER.findRoot(at -> slope(seen, Math.exp(at)), Math.log(WEAKEST), Math.log(strongest));
    return likeliest(seen, Math.exp(log));
  }

  public double mean() {
    return alpha / (alpha + beta);
  }

  /**
   * What is believed of a unit's rate after x successes in n trials.
   *
   * @param x 0 to n
   */
  public BetaPosterior given(long x, long n) {
    Trials seen = new Trials(x, n);
    return new BetaPosterior(alpha + seen.successes(), beta + (seen.trials() - seen.successes()));
  }

  private static Prior ofMean(double mean, double strength) {
    return new Prior(mean * strength, (1 - mean) * strength);
  }

  /** The likeliest prior of a strength; the likelihood is concave in the mean. */
  private static Prior likeliest(List<Trials> rows, double strength) {
    double mean =
        SOLVER.findRoot(
            at -> {
              Prior prior = ofMean(at, strength);
              return alphaSlope(rows, prior) - betaSlope(rows, prior);
            },
            1e-15,
            1 - 1e-15);
    return ofMean(mean, strength);
  }

  /** The slope in the strength of the log likelihood, at the likeliest mean of each strength. */
  private static double slope(List<Trials> rows, double strength) {
    Prior prior = likeliest(rows, strength);
    double all = rows.stream().mapToDouble(row -> rise(strength, row.trials())).sum();
    return prior.mean() * alphaSlope(rows, prior)
        + (1 - prior.mean()) * betaSlope(rows, prior)
        - all;
  }

  private static double alphaSlope(List<Trials> rows, Prior prior) {
    return rows.stream().mapToDouble(row -> rise(prior.alpha, row.successes())).sum();
  }

  private static double betaSlope(List<Trials> rows, Prior prior) {
    return rows.stream().mapToDouble(row -> rise(prior.beta, row.trials() - row.successes())).sum();
  }

  /** The slope in a of log(gamma(a + count) / gamma(a)). */
  private static double rise(double a, long count) {
    return count == 0 ? 0 : Digamma.value(a + count) - Digamma.value(a);
  }
}
