package io.willingly.metrics.statistics;

import java.util.List;

/**
 * The rate a unit would have with a mix of deals that is the same for all: rates of strata,
 * weighted by a standard (direct standardisation).
 */
public final class DirectStandardisation {
  private final List<Stratum> strata;
  private final double weights;

  private DirectStandardisation(List<Stratum> strata, double weights) {
    this.strata = strata;
    this.weights = weights;
  }

  /**
   * One part of the mix.
   *
   * @param weight its part in the standard, such as all deals of the company in it; 0 or more
   * @param successes of this unit, 0 to trials
   * @param trials of this unit
   */
  public record Stratum(double weight, long successes, long trials) {
    public Stratum {
      if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("a weight is 0 or more, not " + weight);
      }
      Trials.check(successes, trials);
    }

    private double rate() {
      return (double) successes / trials;
    }
  }

  /**
   * Standardises; strata of weight 0 do not count.
   *
   * @throws IllegalArgumentException when nothing has a weight, or a stratum with a weight has no
   *     trials: its rate is not known, and whoever asks must drop it from the standard for all
   *     units, or not compare
   */
  public static DirectStandardisation of(List<Stratum> strata) {
    List<Stratum> weighted = strata.stream().filter(stratum -> stratum.weight > 0).toList();
    if (weighted.isEmpty() || weighted.stream().anyMatch(stratum -> stratum.trials == 0)) {
      throw new IllegalArgumentException(
          "cannot standardise: each stratum with a weight needs trials, and there must be one: "
              + strata);
    }
    return new DirectStandardisation(
        weighted, weighted.stream().mapToDouble(Stratum::weight).sum());
  }

  /** 0 to 1. */
  public double rate() {
    return strata.stream().mapToDouble(stratum -> share(stratum) * stratum.rate()).sum();
  }

  /** Of the rate: the root of the sum of w&sup2; p (1 - p) / n. */
  public double standardError() {
    return Math.sqrt(
        strata.stream()
            .mapToDouble(
                stratum -> {
                  double p = stratum.rate();
                  return Math.pow(share(stratum), 2) * p * (1 - p) / stratum.trials;
                })
            .sum());
  }

  /**
   * The interval from the Wilson limits of the strata (variance estimates recovery of Zou, Huang
   * and Zhang 2009): it has a width also where all rates are 0 or 1, and is Wilson's for one
   * stratum. Strata of one or two trials make it too narrow; merge them.
   *
   * @param confidence between 0 and 1, such as 0.95
   */
  public Interval interval(double confidence) {
    double down = 0;
    double up = 0;
    for (Stratum stratum : strata) {
      Interval wilson = BinomialInterval.WILSON.of(stratum.successes, stratum.trials, confidence);
      down += Math.pow(share(stratum) * (stratum.rate() - wilson.low()), 2);
      up += Math.pow(share(stratum) * (wilson.high() - stratum.rate()), 2);
    }
    return new Interval(rate() - Math.sqrt(down), rate() + Math.sqrt(up)).within(0, 1);
  }

  private double share(Stratum stratum) {
    return stratum.weight / weights;
  }
}
