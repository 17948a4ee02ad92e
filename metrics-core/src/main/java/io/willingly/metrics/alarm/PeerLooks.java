package io.willingly.metrics.alarm;

import io.willingly.metrics.statistics.FunnelLimits;
import java.util.Arrays;
import java.util.List;

/**
 * Weekly looks at the last thirteen weeks of a scope beside those of the whole floor: how far it
 * lies outside a funnel about the floor's rate, in standard errors, adjusted for its mix of
 * segments, and corrected for over-dispersion (Spiegelhalter 2005).
 */
final class PeerLooks {
  /** Fewer scopes have no funnel. */
  static final int FEWEST = 5;

  private static final double LEAST_EXPECTED = 1;

  private PeerLooks() {}

  /** By scope and look; NaN where there is too little to see. */
  static double[][] scores(List<Weeks> scopes) {
    double[][] scores = new double[scopes.size()][Quarter.WEEKS];
    for (int look = 0; look < Quarter.WEEKS; look++) {
      double[] rates = rates(scopes, look);
      double[] own = new double[scopes.size()];
      for (int i = 0; i < own.length; i++) {
        own[i] = score(scopes.get(i), rates, look);
      }
      double spread = Math.sqrt(dispersion(own));
      for (int i = 0; i < own.length; i++) {
        scores[i][look] = own[i] / spread;
      }
    }
    return scores;
  }

  /** One scope beside known rates. */
  static double score(Weeks scope, double[] rates, int look) {
    double expected = 0;
    double variance = 0;
    long observed = 0;
    for (int segment = 0; segment < rates.length; segment++) {
      long trials = scope.trials(segment, look, look + Quarter.WEEKS_BEFORE);
      expected += trials * rates[segment];
      variance += trials * rates[segment] * (1 - rates[segment]);
      observed += scope.events(segment, look, look + Quarter.WEEKS_BEFORE);
    }
    return expected < LEAST_EXPECTED || variance <= 0
        ? Double.NaN
        : (observed - expected) / Math.sqrt(variance);
  }

  /** What the whole floor had in the weeks of a look, by segment. */
  static double[] rates(List<Weeks> scopes, int look) {
    double[] rates = new double[scopes.isEmpty() ? 0 : scopes.get(0).segments()];
    for (int segment = 0; segment < rates.length; segment++) {
      long trials = 0;
      long events = 0;
      for (Weeks scope : scopes) {
        trials += scope.trials(segment, look, look + Quarter.WEEKS_BEFORE);
        events += scope.events(segment, look, look + Quarter.WEEKS_BEFORE);
      }
      rates[segment] = trials == 0 ? 0 : (double) events / trials;
    }
    return rates;
  }

  /** How much wider than by chance the scopes spread; NaN without a funnel. */
  private static double dispersion(double[] scores) {
    double[] seen = Arrays.stream(scores).filter(score -> !Double.isNaN(score)).toArray();
    return seen.length < FEWEST ? Double.NaN : FunnelLimits.dispersion(seen);
  }
}
