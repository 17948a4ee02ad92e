package io.willingly.metrics.statistics;

import static io.willingly.metrics.statistics.Printed.assertPrinted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.willingly.metrics.statistics.DirectStandardisation.Stratum;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {
  /** Kidney stones, small and large (Charig et al. 1986; Julious and Mullee 1994): A against B. */
  private static final List<TwoByTwo> STONES =
      List.of(new TwoByTwo(81, 6, 234, 36), new TwoByTwo(192, 71, 55, 25));

  /** Admissions to Berkeley by department (Bickel et al. 1975): men against women. */
  private static final List<TwoByTwo> BERKELEY =
      List.of(
          new TwoByTwo(512, 313, 89, 19),
          new TwoByTwo(353, 207, 17, 8),
          new TwoByTwo(120, 205, 202, 391),
          new TwoByTwo(138, 279, 131, 244),
          new TwoByTwo(53, 138, 94, 299),
          new TwoByTwo(22, 351, 24, 317));

  @Test
  void likeWithLikeTurnsTheOrderOfTheTreatments() {
    DirectStandardisation a = standardised(81, 87, 192, 263);
    DirectStandardisation b = standardised(234, 270, 55, 80);

    assertPrinted(new Trials(81 + 192, 350).rate(), "0.780");
    assertPrinted(new Trials(234 + 55, 350).rate(), "0.826");
    assertPrinted(a.rate(), "0.83255");
    assertPrinted(b.rate(), "0.77888");
    assertPrinted(a.standardError(), "0.019284");
    assertPrinted(b.standardError(), "0.027498");
    assertPrinted(a.interval(0.95), "0.783222", "0.874409");
    assertPrinted(b.interval(0.95), "0.724666", "0.826726");
  }

  @Test
  void oneStratumIsJeffreysAndItsWeightDoesNotMatter() {
    DirectStandardisation one = DirectStandardisation.of(List.of(new Stratum(7, 0, 20)));

    assertThat(one.rate()).isZero();
    assertThat(one.standardError()).isZero();
    assertPrinted(one.interval(0.95), "0.000000", "0.116639");
  }

  @Test
  void standardisedRatesOfZeroAndOneKeepAWidth() {
    List<Stratum> none = List.of(new Stratum(1, 0, 10), new Stratum(3, 0, 5));
    List<Stratum> all = List.of(new Stratum(1, 10, 10), new Stratum(3, 5, 5));

    assertThat(DirectStandardisation.of(none).interval(0.95).low()).isZero();
    assertThat(DirectStandardisation.of(none).interval(0.95).high()).isBetween(0.2, 0.3);
    assertThat(DirectStandardisation.of(all).interval(0.95).high()).isOne();
    assertThat(DirectStandardisation.of(all).interval(0.95).low()).isBetween(0.7, 0.8);
  }

  @Test
  void aStratumWithoutTrialsIsTheCallersToSee() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> DirectStandardisation.of(List.of(new Stratum(1, 1, 2), new Stratum(1, 0, 0))))
        .withMessageContaining("each stratum with a weight needs trials");
    assertThatIllegalArgumentException().isThrownBy(() -> DirectStandardisation.of(List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> new Stratum(-1, 1, 2));
    assertThat(DirectStandardisation.of(List.of(new Stratum(2, 1, 2), new Stratum(0, 0, 0))).rate())
        .isEqualTo(0.5);
  }

  /** R: mantelhaen.test(UCBAdmissions, correct = FALSE); statsmodels StratifiedTable. */
  @Test
  void reproducesTheBerkeleyTest() {
    MantelHaenszel comparison = MantelHaenszel.of(BERKELEY).orElseThrow();

    assertPrinted(comparison.chiSquare(), "1.5246");
    assertPrinted(comparison.pValue(), "0.2169");
    assertPrinted(comparison.oddsRatio(), "0.9046968");
    assertPrinted(comparison.oddsRatioInterval(0.95), "0.7719074", "1.0603298");
    assertPrinted(comparison.riskDifference(), "-0.0184252");
    assertPrinted(comparison.standardError(), "0.0148254");
    assertPrinted(comparison.riskDifferenceInterval(0.95), "-0.0473669", "0.0107481");
    assertThat(comparison.compared()).isEqualTo(4526);
  }

  @Test
  void poolsTheTreatmentsOfStones() {
    MantelHaenszel comparison = MantelHaenszel.of(STONES).orElseThrow();

    assertPrinted(comparison.chiSquare(), "2.433856");
    assertPrinted(comparison.pValue(), "0.11874");
    assertPrinted(comparison.oddsRatio(), "1.446847");
    assertPrinted(comparison.oddsRatioInterval(0.95), "0.915793", "2.285849");
    assertPrinted(comparison.riskDifference(), "0.0538356");
    assertPrinted(comparison.standardError(), "0.0335542");
    assertPrinted(comparison.riskDifferenceInterval(0.95), "-0.0131336", "0.1184181");
  }

  /** Newcombe 1998, interval estimation for the difference, Table II, method 10. */
  @ParameterizedTest
  @CsvSource({
    "0, 10, 0, 20, -0.1611, 0.2775",
    "0, 10, 0, 10, -0.2775, 0.2775",
    "10, 0, 20, 0, -0.2775, 0.1611"
  })
  void oneOutcomeOnlyStillHasAWidth(
      long yes, long no, long otherYes, long otherNo, String low, String high) {
    MantelHaenszel comparison =
        MantelHaenszel.of(List.of(new TwoByTwo(yes, no, otherYes, otherNo))).orElseThrow();

    assertPrinted(comparison.riskDifferenceInterval(0.95), low, high);
    assertThat(comparison.riskDifference()).isZero();
    assertThat(comparison.pValue()).isOne();
    assertThat(comparison.oddsRatioInterval(0.95))
        .isEqualTo(new Interval(0, Double.POSITIVE_INFINITY));
  }

  /** All against none: the roots of (1 - d)&sup2; = z&sup2; (1 - d) / 5, by hand. */
  @Test
  void aPerfectDifferenceIsNotCertain() {
    MantelHaenszel comparison = MantelHaenszel.of(List.of(new TwoByTwo(5, 0, 0, 5))).orElseThrow();

    assertThat(comparison.riskDifference()).isOne();
    assertThat(comparison.standardError()).isZero();
    assertPrinted(comparison.riskDifferenceInterval(0.95), "0.2317", "1.0000");
    assertPrinted(comparison.chiSquare(), "9.000");
  }

  @Test
  void exchangingOutcomesTurnsTheSign() {
    MantelHaenszel one = MantelHaenszel.of(STONES).orElseThrow();
    List<TwoByTwo> turned = List.of(new TwoByTwo(6, 81, 36, 234), new TwoByTwo(71, 192, 25, 55));
    MantelHaenszel other = MantelHaenszel.of(turned).orElseThrow();

    assertThat(other.riskDifference()).isCloseTo(-one.riskDifference(), Offsets.ROUNDING);
    assertThat(other.riskDifferenceInterval(0.9).low())
        .isCloseTo(-one.riskDifferenceInterval(0.9).high(), Offsets.ROUNDING);
    assertThat(other.chiSquare()).isCloseTo(one.chiSquare(), Offsets.ROUNDING);
  }

  @Test
  void strataWithOneGroupSayNothing() {
    TwoByTwo lonely = new TwoByTwo(3, 4, 0, 0);

    assertThat(MantelHaenszel.of(List.of(lonely))).isEmpty();
    assertThat(MantelHaenszel.of(List.of())).isEmpty();
    assertThat(
            MantelHaenszel.of(List.of(STONES.get(0), lonely, STONES.get(1)))
                .orElseThrow()
                .riskDifference())
        .isEqualTo(MantelHaenszel.of(STONES).orElseThrow().riskDifference());
    assertThatIllegalArgumentException().isThrownBy(() -> new TwoByTwo(1, -1, 0, 0));
  }

  /** Cross Validated, answer of whuber; the small sample by the rule of MeasuringU. */
  @Test
  void givesTheNetPromoterScoreItsError() {
    NetPromoter score = new NetPromoter(162, 108, 54);
    NetPromoter small = new NetPromoter(5, 3, 2);

    assertThat(score.score()).isCloseTo(1 / 3.0, Offsets.ROUNDING);
    assertThat(score.variance()).isCloseTo(5 / 9.0, Offsets.ROUNDING);
    assertPrinted(score.standardError(), "0.041409");
    assertPrinted(Normal.z(0.95) * score.standardError(), "0.0812");
    assertPrinted(small.interval(0.95), "-0.19051", "0.65204");
  }

  @Test
  void clampsTheNetPromoterScoreAndKnowsItsSigns() {
    assertThat(new NetPromoter(2, 0, 0).interval(0.95).high()).isOne();
    assertThat(new NetPromoter(0, 0, 2).interval(0.95).low()).isEqualTo(-1);
    assertThat(new NetPromoter(0, 4, 0).variance()).isZero();
    assertThat(new NetPromoter(0, 4, 0).interval(0.95).contains(0)).isTrue();
    assertThatIllegalArgumentException().isThrownBy(() -> new NetPromoter(0, 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new NetPromoter(-1, 2, 0));
  }

  private static DirectStandardisation standardised(
      long small, long ofSmall, long large, long ofLarge) {
    return DirectStandardisation.of(
        List.of(new Stratum(357, small, ofSmall), new Stratum(343, large, ofLarge)));
  }
}
