package io.willingly.metrics.statistics;

import java.util.OptionalLong;
import java.util.function.LongPredicate;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/** How much more must be seen before one can tell. */
public final class Power {
  /** More than this is not worth waiting for, and is not said. */
  public static final long MOST = 10_000;

  /** With what probability one wants to be able to tell. */
  public static final double WANTED = 0.8;

  private Power() {}

  /**
   * About how many further trials of a unit will tell it from a target, if its true rate is the one
   * now estimated (the mean of its posterior): as many as make the posterior error probability fall
   * to the threshold with a probability of {@link #WANTED}. The direction is that of the estimate.
   * By the binomial distribution of what is still to come, searched by doubling and halving; the
   * probability is a saw in the number of trials, so a slightly smaller number may do.
   *
   * @param prior of the unit's rate
   * @param seen what is known of it
   * @param target 0 to 1
   * @param threshold the posterior error probability that tells, such as 0.05
   * @return 0 when it tells already; empty above {@link #MOST}, also when the estimate is the
   *     target
   */
  public static OptionalLong moreNeeded(Prior prior, Trials seen, double target, double threshold) {
    double rate = prior.given(seen.successes(), seen.trials()).mean();
    return moreNeeded(prior, seen, rate, target, threshold);
  }

  /**
   * The same if the true rate is another than the mean of its posterior: where units are told by
   * their own counts, but more is known of the rate.
   *
   * @param rate the true one, between 0 and 1; the direction is its
   */
  public static OptionalLong moreNeeded(
      Prior prior, Trials seen, double rate, double target, double threshold) {
    Normal.requireInside("threshold", threshold);
    return smallest(more -> probability(prior, seen, target, threshold, rate, more) >= WANTED);
  }

  /**
   * About how many more to compare before a difference as it is now would be told with a
   * probability of {@link #WANTED}: the evidence grows as the number compared.
   *
   * @param confidence between 0 and 1, such as 0.95
   * @return 0 when it tells already; empty above {@link #MOST}, also without a difference
   */
  public static OptionalLong moreNeeded(MantelHaenszel comparison, double confidence) {
    double critical = Normal.z(confidence);
    double seen = Math.sqrt(comparison.chiSquare());
    if (seen >= critical) {
      return OptionalLong.of(0);
    }
    double factor = Math.pow((critical + Normal.exceededWith(1 - WANTED)) / seen, 2);
    double more = Math.ceil(comparison.compared() * (factor - 1));
    return more <= MOST ? OptionalLong.of((long) more) : OptionalLong.empty();
  }

  /** The smallest number that tells, where numbers that tell lie above those that do not. */
  private static OptionalLong smallest(LongPredicate tells) {
    if (tells.test(0)) {
      return OptionalLong.of(0);
    }
    long less = 0;
    long enough = 1;
    while (!tells.test(enough)) {
      less = enough;
      enough = Math.min(MOST, 2 * enough);
      if (less == MOST) {
        return OptionalLong.empty();
      }
    }
    while (enough - less > 1) {
      long middle = (less + enough) / 2;
      if (tells.test(middle)) {
        enough = middle;
      } else {
        less = middle;
      }
    }
    return OptionalLong.of(enough);
  }

  /** The probability of telling after this many trials more. */
  private static double probability(
      Prior prior, Trials seen, double target, double threshold, double rate, long more) {
    boolean above = rate > target;
    long few = -1;
    long many = more + 1;
    // successes that tell: the largest number too few, and the smallest number, if above
    while (many - few > 1) {
      long middle = (few + many) / 2;
      double atMost = prior.given(seen.successes() + middle, seen.trials() + more).cdf(target);
      if (above ? atMost <= threshold : 1 - atMost > threshold) {
        many = middle;
      } else {
        few = middle;
      }
    }
    BinomialDistribution still = BinomialDistribution.of((int) more, rate);
    return above ? still.survivalProbability((int) few) : still.cumulativeProbability((int) few);
  }
}
