package io.willingly.metrics.alarm;

import io.willingly.metrics.statistics.Ewma;

/**
 * Exponentially weighted moving average of a scope's weekly residuals against what was expected
 * before the quarter, in its settled standard errors (Lucas and Saccucci 1990). It starts at 0 with
 * the quarter.
 */
final class TrendChart {
  /** Of residuals in standard deviations, limited at one of its own. */
  private static final Ewma AVERAGE = new Ewma(0, 1, 0.2, 1);

  /**
   * Standard error of an average that has run for long. In the first weeks it is less, and judging
   * by that would hang a trend on one bad week.
   */
  private static final double SETTLED_ERROR = AVERAGE.limits().high();

  private TrendChart() {}

  /** By week of the quarter. */
  static double[] scores(Weeks scope, double[] rates) {
    double[] scores = new double[Quarter.WEEKS];
    double average = 0;
    for (int week = 0; week < Quarter.WEEKS; week++) {
      double residual = residual(scope, rates, Quarter.WEEKS_BEFORE + week);
      if (!Double.isNaN(residual)) {
        average = AVERAGE.next(average, residual);
      }
      scores[week] = average / SETTLED_ERROR;
    }
    return scores;
  }

  private static double residual(Weeks scope, double[] rates, int week) {
    double expected = 0;
    double variance = 0;
    long observed = 0;
    for (int segment = 0; segment < rates.length; segment++) {
      long trials = scope.trials(segment, week, week);
      expected += trials * rates[segment];
      variance += trials * rates[segment] * (1 - rates[segment]);
      observed += scope.events(segment, week, week);
    }
    return variance > 0 ? (observed - expected) / Math.sqrt(variance) : Double.NaN;
  }
}
