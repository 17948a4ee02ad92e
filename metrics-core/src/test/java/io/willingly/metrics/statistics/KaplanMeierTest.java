package io.willingly.metrics.statistics;

import static io.willingly.metrics.statistics.KaplanMeier.Transform.LOG;
import static io.willingly.metrics.statistics.KaplanMeier.Transform.LOG_LOG;
import static io.willingly.metrics.statistics.KaplanMeier.Transform.PLAIN;
import static io.willingly.metrics.statistics.Printed.assertPrinted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.willingly.metrics.statistics.KaplanMeier.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KaplanMeierTest {
  /** Acute myelogenous leukaemia, maintained: R survival, tests/doaml.Rout.save. */
  private static final KaplanMeier MAINTAINED =
      curve(9, 1, 13, 1, 13, 0, 18, 1, 23, 1, 28, 0, 31, 1, 34, 1, 45, 0, 48, 1, 161, 0);

  private static final KaplanMeier NOT_MAINTAINED =
      curve(5, 1, 5, 1, 8, 1, 8, 1, 12, 1, 16, 0, 23, 1, 27, 1, 30, 1, 33, 1, 43, 1, 45, 1);

  @ParameterizedTest
  @CsvSource({
    " 9, 11, 0.909, 0.0867",
    "13, 10, 0.818, 0.1163",
    "18,  8, 0.716, 0.1397",
    "23,  7, 0.614, 0.1526",
    "31,  5, 0.491, 0.1642",
    "34,  4, 0.368, 0.1627",
    "48,  2, 0.184, 0.1535"
  })
  void reproducesTheLeukaemiaTable(int time, long atRisk, String survival, String error) {
    Step step = MAINTAINED.at(time);

    assertThat(step.atRisk()).isEqualTo(atRisk);
    assertPrinted(step.survival(), survival);
    assertPrinted(step.standardError(), error);
  }

  @ParameterizedTest
  @CsvSource({"9, 0.7541, 1.0000", "18, 0.4884, 1.0000", "48, 0.0359, 0.944"})
  void reproducesTheLogIntervalsOfR(int time, String low, String high) {
    assertPrinted(KaplanMeier.interval(MAINTAINED.at(time), 0.95, LOG), low, high);
  }

  /** The naive shares are 4 of 11 and, of the settled, 4 of 10. */
  @Test
  void naiveRatesLie() {
    double remorse = 1 - MAINTAINED.at(24).survival();

    assertPrinted(remorse, "0.386");
    assertThat(remorse).isGreaterThan(4.0 / 11).isLessThan(4.0 / 10);
    assertThat(MAINTAINED.at(24).atRisk()).isEqualTo(6);
  }

  @Test
  void reproducesTheMedianOfR() {
    KaplanMeier.Median median = MAINTAINED.median(0.95, LOG);

    assertThat(median.estimate()).hasValue(31);
    assertThat(median.low()).hasValue(18);
    assertThat(median.high()).isEmpty();
  }

  @Test
  void aCurveFlatOnOneHalfHasItsMedianInTheMiddle() {
    assertThat(curve(1, 1, 2, 0, 4, 1).median(0.95, LOG).estimate()).hasValue(4);
    assertThat(curve(1, 1, 4, 1).median(0.95, LOG).estimate()).hasValue(2.5);
    assertThat(curve(1, 1, 4, 0).median(0.95, LOG).estimate()).hasValue(1);
    assertThat(curve(1, 0, 4, 0).median(0.95, LOG).estimate()).isEmpty();
  }

  /** The tests of statsmodels. */
  @Test
  void reproducesTheTinyCurveAndItsLogRankTest() {
    KaplanMeier tiny = curve(3, 0, 1, 1, 2, 1, 3, 1, 2, 0, 1, 0, 5, 1, 3, 0);
    KaplanMeier other = curve(1, 0, 1, 1, 2, 0, 3, 0, 7, 1, 1, 0, 5, 1, 3, 0, 9, 1);

    assertPrinted(tiny.at(1).survival(), "0.875");
    assertPrinted(tiny.at(2).survival(), "0.7291667");
    assertPrinted(tiny.at(3).survival(), "0.546875");
    assertPrinted(tiny.at(5).survival(), "0");
    assertPrinted(tiny.at(1).standardError(), "0.1169268");
    assertPrinted(tiny.at(2).standardError(), "0.1649762");
    assertPrinted(tiny.at(3).standardError(), "0.2005800");
    assertThat(tiny.at(5).standardError()).isNaN();
    LogRank test = LogRank.test(tiny, other);
    assertPrinted(test.chiSquare(), "2.14673");
    assertPrinted(test.pValue(), "0.14287");
  }

  @Test
  void comparesMaintenanceAsR() {
    LogRank test = LogRank.test(MAINTAINED, NOT_MAINTAINED);

    assertPrinted(test.chiSquare(), "3.396389");
    assertPrinted(test.pValue(), "0.06533932");
    assertThat(LogRank.test(NOT_MAINTAINED, MAINTAINED)).isEqualTo(test);
  }

  @Test
  void nothingToCompareTellsNothing() {
    KaplanMeier nobody = new KaplanMeier.Builder().build();

    assertThat(LogRank.test(MAINTAINED, nobody)).isEqualTo(new LogRank(0, 1));
    assertThat(LogRank.test(curve(3, 0), curve(5, 0))).isEqualTo(new LogRank(0, 1));
  }

  @Test
  void isOneBeforeTheFirstStepAndSaysHowFarItWasFollowed() {
    KaplanMeier curve = new KaplanMeier.Builder().add(7, 0, 5).add(3, 1, 4).add(3, 1, 0).build();

    assertThat(curve.at(2)).isEqualTo(new Step(2, 11, 0, 0, 1, 0));
    assertThat(curve.steps()).extracting(Step::time).containsExactly(3, 7);
    assertThat(curve.steps().get(0).events()).isEqualTo(2);
    assertThat(curve.at(5).atRisk()).isEqualTo(5);
    assertThat(curve.at(8).atRisk()).isZero();
    assertThat(curve.longest()).isEqualTo(7);
  }

  @Test
  void nobodySeenIsNoFollowUp() {
    KaplanMeier nobody = new KaplanMeier.Builder().add(5, 0, 0).build();

    assertThat(nobody.longest()).isEqualTo(-1);
    assertThat(nobody.steps()).isEmpty();
    assertThat(KaplanMeier.interval(nobody.at(0), 0.95, LOG_LOG)).isEqualTo(new Interval(0, 1));
  }

  @Test
  void anIntervalHasAWidthAlsoWhereTheVarianceHasNone() {
    Step everybody = curve(5, 0, 5, 0, 5, 0).at(5);
    Step nobodyLeft = curve(5, 1, 5, 1).at(5);

    assertThat(KaplanMeier.interval(everybody, 0.95, LOG_LOG))
        .isEqualTo(BinomialInterval.WILSON.of(3, 3, 0.95));
    assertThat(KaplanMeier.interval(everybody, 0.95, LOG)).isEqualTo(new Interval(1, 1));
    assertThat(KaplanMeier.interval(nobodyLeft, 0.95, LOG_LOG))
        .isEqualTo(BinomialInterval.WILSON.of(0, 2, 0.95));
    assertThat(KaplanMeier.interval(nobodyLeft, 0.95, PLAIN)).isEqualTo(new Interval(0, 1));
  }

  /** exp(-exp(log(-log S) -+ z se / (S log S))), by hand for the first step. */
  @Test
  void transformsTheIntervals() {
    Step first = MAINTAINED.at(9);

    assertPrinted(KaplanMeier.interval(first, 0.95, LOG_LOG), "0.5081", "0.9867");
    assertPrinted(KaplanMeier.interval(first, 0.95, PLAIN), "0.7392", "1.0000");
  }

  @Test
  void refusesNegativeCounts() {
    KaplanMeier.Builder builder = new KaplanMeier.Builder();

    assertThatIllegalArgumentException().isThrownBy(() -> builder.add(-1, 1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.add(1, -1, 2));
  }

  /** Pairs of time and event (1) or not (0). */
  private static KaplanMeier curve(int... timesAndEvents) {
    KaplanMeier.Builder builder = new KaplanMeier.Builder();
    for (int i = 0; i < timesAndEvents.length; i += 2) {
      builder.add(timesAndEvents[i], timesAndEvents[i + 1], 1 - timesAndEvents[i + 1]);
    }
    return builder.build();
  }
}
