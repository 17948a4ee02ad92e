package io.willingly.metrics.comparison;

import io.willingly.metrics.statistics.FalseDiscovery;
import io.willingly.metrics.statistics.Posterior;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Who of a list is clearly on one side of the company (R112). A unit is called when both hold:
 *
 * <ul>
 *   <li>what is believed of it leaves at most the false-discovery rate to the other side, so that
 *       of those called no larger share is expected there;
 *   <li>its counts alone say so by Benjamini and Hochberg (1995) over the list, which keeps the
 *       rate however the true rates are spread. The first keeps it only where they are spread as
 *       the baseline says: a floor of two kinds of reps is not, and twice as many calls were wrong.
 * </ul>
 */
final class Calls {
  private final int listed;
  private final Set<String> called = new HashSet<>();

  /**
   * Calls one side.
   *
   * @param more whether the side is that of rates above the target
   */
  Calls(List<Candidate> list, double target, boolean more) {
    ToDoubleFunction<Posterior> error =
        posterior -> more ? posterior.cdf(target) : 1 - posterior.cdf(target);
    this.listed = list.size();
    double[] adjusted =
        FalseDiscovery.benjaminiHochberg(
            list.stream().map(Candidate::alone).mapToDouble(error).toArray());
    for (int i = 0; i < listed; i++) {
      Candidate candidate = list.get(i);
      if (adjusted[i] <= rate() && error.applyAsDouble(candidate.believed()) <= rate()) {
        called.add(candidate.id());
      }
    }
  }

  boolean contains(Candidate candidate) {
    return called.contains(candidate.id());
  }

  /** The probability that must be left to the other side for the next unit to be called. */
  double threshold() {
    return rate() * Math.min(listed, called.size() + 1) / listed;
  }

  private static double rate() {
    return Comparison.FALSE_DISCOVERY_PERCENT / 100.0;
  }
}
