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
   * The interval of Jeffreys at the effective number of trials, 1 over the sum of w&sup2; / n (Kish
   * 1965; so Korn and Graubard 1998 for the interval of Clopper and Pearson, and Franco, Little,
   * Louis and Slud 2019 for this one): it has a width also where all rates are 0 or 1, and holds
   * with strata of a few trials, where limits recovered from those of the strata are too narrow.
   *
   * @param confidence between 0 and 1, such as 0.95
   * @return limits of {@link #rate}, 0 to 1
   */
  public Interval interval(double confidence) {
    double effective =
        1
            / strata.stream()
                .mapToDouble(stratum -> Math.pow(share(stratum), 2) / stratum.trials)
                .sum();
    boolean always = strata.stream().allMatch(stratum -> stratum.successes == stratum.trials);
    double successes = always ? effective : effective * rate();
    return BinomialInterval.JEFFREYS.raw(successes, effective, confidence).within(0, 1);
  }

  private double share(Stratum stratum) {
    return stratum.weight / weights;
  }
}
