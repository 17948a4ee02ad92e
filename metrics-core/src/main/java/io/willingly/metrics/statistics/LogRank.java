package io.willingly.metrics.statistics;

import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * The test whether two groups have the same curve (Mantel 1966; Peto and Peto 1972).
 *
 * @param chiSquare on one degree of freedom; 0 when no time had an event and both groups at risk
 * @param pValue 0 to 1; 1 when there is nothing to compare
 */
public record LogRank(double chiSquare, double pValue) {
  /** Compares two curves. */
  public static LogRank test(KaplanMeier first, KaplanMeier second) {
    double difference = 0;
    double variance = 0;
    int end = Math.min(first.longest(), second.longest());
    for (int time : eventTimes(first, second)) {
      if (time > end) {
        break;
      }
      double inFirst = first.atRisk(time);
      double all = inFirst + second.atRisk(time);
      double events = eventsAt(first, time) + eventsAt(second, time);
      double share = inFirst / all;
      difference += eventsAt(first, time) - events * share;
      if (all > 1) {
        variance += events * share * (1 - share) * (all - events) / (all - 1);
      }
    }
    double chiSquare = variance > 0 ? difference * difference / variance : 0;
    return new LogRank(chiSquare, ChiSquaredDistribution.of(1).survivalProbability(chiSquare));
  }

  private static int[] eventTimes(KaplanMeier first, KaplanMeier second) {
    return Stream.of(first, second)
        .flatMap(curve -> curve.steps().stream())
        .filter(step -> step.events() > 0)
        .mapToInt(KaplanMeier.Step::time)
        .sorted()
        .distinct()
        .toArray();
  }

  private static double eventsAt(KaplanMeier curve, int time) {
    return curve.at(time).events();
  }
}
