package io.willingly.metrics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PowerTest {
  private static final Prior PRIOR = new Prior(16, 4);

  @Test
  void tellsNothingMoreOfWhatIsToldAlready() {
    assertThat(Power.moreNeeded(PRIOR, new Trials(290, 300), 0.8, 0.05)).hasValue(0);
    assertThat(Power.moreNeeded(PRIOR, new Trials(150, 300), 0.8, 0.05)).hasValue(0);
  }

  @Test
  void isEmptyWhereWaitingIsInVain() {
    assertThat(Power.moreNeeded(PRIOR, new Trials(8, 10), 0.8, 0.05)).isEmpty();
    assertThat(Power.moreNeeded(PRIOR, new Trials(803, 1000), 0.8, 0.05)).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Power.moreNeeded(PRIOR, new Trials(8, 10), 0.8, 0));
  }

  @Test
  void whatIsCloserToTheTargetNeedsMore() {
    long far = Power.moreNeeded(PRIOR, new Trials(12, 20), 0.8, 0.05).orElseThrow();
    long near = Power.moreNeeded(PRIOR, new Trials(13, 20), 0.8, 0.05).orElseThrow();

    assertThat(far).isBetween(1L, near - 1);
    assertThat(near).isLessThan(Power.MOST);
  }

  /**
   * 27 and 20 of 30, target 0.8: play the further answers 4,000 times, at the number given and at
   * half.
   */
  @Test
  void asManyMoreTellFourTimesOfFive() {
    for (Trials seen : List.of(new Trials(27, 30), new Trials(20, 30))) {
      long more = Power.moreNeeded(PRIOR, seen, 0.8, 0.05).orElseThrow();

      assertThat(told(seen, more)).isBetween(0.77, 0.86);
      assertThat(told(seen, more / 2)).isLessThan(0.78);
    }
  }

  @Test
  void saysHowManyMoreAComparisonNeeds() {
    MantelHaenszel stones =
        MantelHaenszel.of(List.of(new TwoByTwo(81, 6, 234, 36), new TwoByTwo(192, 71, 55, 25)))
            .orElseThrow();
    MantelHaenszel clear = MantelHaenszel.of(List.of(new TwoByTwo(90, 10, 60, 40))).orElseThrow();
    MantelHaenszel same = MantelHaenszel.of(List.of(new TwoByTwo(5, 5, 5, 5))).orElseThrow();

    // 700 ((1.95996 + 0.84162)^2 / 2.433856 - 1)
    assertThat(Power.moreNeeded(stones, 0.95)).hasValue(1558);
    assertThat(Power.moreNeeded(clear, 0.95)).hasValue(0);
    assertThat(Power.moreNeeded(same, 0.95)).isEmpty();
  }

  private static double told(Trials seen, long more) {
    SplittableRandom random = new SplittableRandom(11);
    double rate = PRIOR.given(seen.successes(), seen.trials()).mean();
    int told = 0;
    for (int play = 0; play < 4000; play++) {
      long successes = seen.successes();
      for (long i = 0; i < more; i++) {
        successes += random.nextDouble() < rate ? 1 : 0;
      }
      double below = PRIOR.given(successes, seen.trials() + more).cdf(0.8);
      told += (rate > 0.8 ? below : 1 - below) <= 0.05 ? 1 : 0;
    }
    return told / 4000.0;
  }
}
