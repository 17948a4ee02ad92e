package io.willingly.metrics.alarm;

import io.willingly.metrics.alarm.FloorPlan.Source;
import io.willingly.metrics.statistics.Cusum;
import io.willingly.metrics.statistics.RiskAdjusted;
import java.util.ArrayList;
import java.util.List;

/**
 * Risk-adjusted Bernoulli CUSUM (Steiner, Cook, Farewell and Treasure 2000) over the days of a
 * quarter. It starts at 0 on the first day and again after each alarm.
 *
 * <p>The deals of a day are one step. Within a day they have no order, and any that were made up
 * would matter: events put last would climb from a floor that the deals before them reached, and a
 * large scope would cry wolf on a normal day.
 */
final class DayCusum {
  /** It looks for twice the odds. */
  static final double ODDS = 2;

  private DayCusum() {}

  /**
   * A crossing of the limit.
   *
   * @param from index of the day on which the chart last left 0
   * @param day index of the day on which it was above the limit
   */
  record Crossing(int from, int day, double value) {}

  /** What one deal adds. */
  static double weight(Source source, boolean event) {
    return weight(source.rate(), event);
  }

  /** What one deal adds, of which the event is expected with a probability. */
  static double weight(double rate, boolean event) {
    return RiskAdjusted.weight(rate, 1, ODDS, event);
  }

  /** The crossings, in order. */
  static List<Crossing> crossings(double[] steps, double limit) {
    List<Crossing> crossings = new ArrayList<>();
    double value = 0;
    int from = 0;
    for (int day = 0; day < steps.length; day++) {
      from = value > 0 ? from : day;
      value = Cusum.next(value, steps[day]);
      if (value > limit) {
        crossings.add(new Crossing(from, day, value));
        value = 0;
      }
    }
    return crossings;
  }

  /** The highest value it would have without a limit. */
  static double highest(double[] steps) {
    double value = 0;
    double highest = 0;
    for (double step : steps) {
      value = Cusum.next(value, step);
      highest = Math.max(highest, value);
    }
    return highest;
  }
}
