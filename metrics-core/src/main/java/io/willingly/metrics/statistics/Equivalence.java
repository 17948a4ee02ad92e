package io.willingly.metrics.statistics;

import java.util.OptionalLong;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** Whether a difference is as good as none, or is one that matters. */
public final class Equivalence {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private Equivalence() {}

  /**
   * Of a two-sided test against the margin: small where the difference is clearly within it (two
   * one-sided tests, Schuirmann 1987) and where it is clearly beyond. Of the two p-values the
   * smaller counts twice.
   *
   * @param standardError of the difference; 0, of shares of none or all, tells nothing
   * @param margin the least difference that matters, above 0
   */
  public static double pValue(double difference, double standardError, double margin) {
    return standardError == 0
        ? 1
        : 2 * NORMAL.survivalProbability(Math.abs((margin - Math.abs(difference)) / standardError));
  }

  /**
   * About how many more to compare before a difference as it is now would be told to be within the
   * margin, or beyond, with a probability of {@link Power#WANTED}.
   *
   * @param compared how many the difference rests on
   * @param level the p-value that tells, such as 0.05
   * @return empty above {@link Power#MOST}, also where the difference is the margin
   */
  public static OptionalLong moreNeeded(
      long compared, double difference, double standardError, double margin, double level) {
    double room = Math.abs(margin - Math.abs(difference));
    double z =
        NORMAL.inverseSurvivalProbability(level / 2)
            + NORMAL.inverseCumulativeProbability(Power.WANTED);
    double factor = Math.pow(z * standardError / room, 2);
    double more = Math.ceil(compared * Math.max(0, factor - 1));
    return more <= Power.MOST ? OptionalLong.of((long) more) : OptionalLong.empty();
  }
}
