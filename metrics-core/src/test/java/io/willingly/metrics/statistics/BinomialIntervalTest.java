package io.willingly.metrics.statistics;

import static io.willingly.metrics.statistics.BinomialInterval.CLOPPER_PEARSON;
import static io.willingly.metrics.statistics.BinomialInterval.JEFFREYS;
import static io.willingly.metrics.statistics.BinomialInterval.WILSON;
import static io.willingly.metrics.statistics.BinomialInterval.WILSON_CORRECTED;
import static io.willingly.metrics.statistics.Printed.assertPrinted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.statistics.distribution.BetaDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinomialIntervalTest {
  @ParameterizedTest
  @CsvSource({
    // Newcombe 1998, Table I
    "WILSON,            81, 263, 0.2553, 0.3662",
    "WILSON_CORRECTED,  81, 263, 0.2535, 0.3682",
    "CLOPPER_PEARSON,   81, 263, 0.2527, 0.3676",
    "WILSON,            15, 148, 0.0624, 0.1605",
    "WILSON_CORRECTED,  15, 148, 0.0598, 0.1644",
    "CLOPPER_PEARSON,   15, 148, 0.0578, 0.1617",
    "WILSON,             0,  20, 0.0000, 0.1611",
    "WILSON_CORRECTED,   0,  20, 0.0000, 0.2005",
    "CLOPPER_PEARSON,    0,  20, 0.0000, 0.1684",
    "WILSON,             1,  29, 0.0061, 0.1718",
    "WILSON_CORRECTED,   1,  29, 0.0018, 0.1963",
    "CLOPPER_PEARSON,    1,  29, 0.0009, 0.1776",
    // R binom, in the tests of statsmodels
    "WILSON,            18,  20, 0.6989663547715128, 0.972133518786232",
    "WILSON,             4,  20, 0.0806576625797981, 0.4160174322518935",
    "WILSON,             4, 200, 0.0078044264163495, 0.0502870869058264",
    "WILSON,             1,  30, 0.0059085904, 0.1667039099",
    "WILSON,            30,  30, 0.8864866068, 1",
    "CLOPPER_PEARSON,   18,  20, 0.683017, 0.987651",
    "CLOPPER_PEARSON,    4,  20, 0.057334, 0.436614",
    "CLOPPER_PEARSON,    4, 200, 0.005476, 0.050414",
    "JEFFREYS,          18,  20, 0.7161467427, 0.9786275120",
    "JEFFREYS,           4,  20, 0.0715200525, 0.4082257625",
    // R DescTools, in the tests of statsmodels
    "WILSON,           100, 200, 0.4313609, 0.5686391",
    "CLOPPER_PEARSON,  100, 200, 0.4286584, 0.5713416",
    "JEFFREYS,         100, 200, 0.4311217, 0.5688783",
    // no success, or nothing else: the end point of Brown, Cai and DasGupta
    "JEFFREYS,           0,  20, 0, 0.116639",
    "JEFFREYS,          20,  20, 0.883361, 1",
    "CLOPPER_PEARSON,   20,  20, 0.8316, 1.0000",
    "WILSON_CORRECTED,  20,  20, 0.7995, 1.0000",
  })
  void reproducesPublishedIntervals(
      BinomialInterval method, long x, long n, String low, String high) {
    assertPrinted(method.of(x, n, 0.95), low, high);
  }

  /** statsmodels issue 7386: 38 of 38 and 0 of 77 leaked outside. */
  @ParameterizedTest
  @EnumSource(BinomialInterval.class)
  void staysWithinZeroAndOneAndHoldsTheEstimate(BinomialInterval method) {
    for (long n : new long[] {1, 2, 3, 38, 77, 1_000_000_007L}) {
      for (long x : new long[] {0, 1, n / 2, n - 1, n}) {
        for (double confidence : new double[] {0.01, 0.5, 0.95, 0.998, 0.999999}) {
          Interval interval = method.of(x, n, confidence);

          assertThat(interval.low()).isGreaterThanOrEqualTo(0);
          assertThat(interval.high()).isLessThanOrEqualTo(1);
          if (confidence >= 0.5) {
            assertThat(interval.contains((double) x / n))
                .as("%s of %s in %s", x, n, interval)
                .isTrue();
          }
        }
      }
      assertThat(method.of(0, n, 0.95).low()).isZero();
      assertThat(method.of(n, n, 0.95).high()).isOne();
    }
  }

  @ParameterizedTest
  @EnumSource(BinomialInterval.class)
  void mirrorsSuccessAndFailure(BinomialInterval method) {
    Interval yes = method.of(7, 30, 0.9);
    Interval no = method.of(23, 30, 0.9);

    assertThat(1 - yes.high()).isCloseTo(no.low(), Offsets.ROUNDING);
    assertThat(1 - yes.low()).isCloseTo(no.high(), Offsets.ROUNDING);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "-1, 5", "6, 5", "0, -1"})
  void noDataHasNoInterval(long x, long n) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WILSON.of(x, n, 0.95))
        .withMessageContaining(x + " of " + n);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, 95, -0.1, Double.NaN})
  void confidenceIsAProbability(double confidence) {
    for (BinomialInterval method :
        new BinomialInterval[] {WILSON, WILSON_CORRECTED, CLOPPER_PEARSON, JEFFREYS}) {
      assertThatIllegalArgumentException().isThrownBy(() -> method.of(1, 2, confidence));
    }
  }

  @ParameterizedTest
  @CsvSource({"90, 100, 500, 0.18, 0.98", "0, 0, 7, 0, 1", "5, 5, 5, 1, 1", "0, 5, 5, 0, 0"})
  void boundsWhatTheSilentCouldChange(
      long yes, long answered, long eligible, String low, String high) {
    assertPrinted(NonResponse.bounds(yes, answered, eligible), low, high);
  }

  @ParameterizedTest
  @CsvSource({"1, 2, 1", "3, 2, 5", "0, 0, 0", "-1, 2, 5"})
  void boundsNeedAnswersAmongTheEligible(long yes, long answered, long eligible) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NonResponse.bounds(yes, answered, eligible));
  }

  /** The steps from nearby end where the search from afar ends, whatever the counts. */
  @Test
  void jeffreysIsTheQuantileOfItsPosterior() {
    for (long trials : new long[] {1, 2, 3, 7, 20, 150, 3_000, 1_000_000}) {
      for (long tenths = 0; tenths <= 20; tenths++) {
        long successes = trials * tenths / 20;
        Interval interval = BinomialInterval.JEFFREYS.of(successes, trials, 0.95);
        BetaDistribution posterior = BetaDistribution.of(successes + 0.5, trials - successes + 0.5);
        if (successes > 0) {
          assertThat(posterior.cumulativeProbability(interval.low()))
              .as("%d of %d", successes, trials)
              .isCloseTo(0.025, within(1e-9));
        }
        if (successes < trials) {
          assertThat(posterior.survivalProbability(interval.high()))
              .as("%d of %d", successes, trials)
              .isCloseTo(0.025, within(1e-9));
        }
      }
    }
  }
}
