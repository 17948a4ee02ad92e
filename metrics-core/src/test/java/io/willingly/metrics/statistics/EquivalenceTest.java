package io.willingly.metrics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EquivalenceTest {
  private static final double Z_975 = 1.959964;

  /** No difference, and an interval at 95 % that just reaches the margin on both sides. */
  @Test
  void withinTheMarginWhenTheIntervalIs() {
    assertThat(Equivalence.pValue(0, 0.05 / Z_975, 0.05)).isCloseTo(0.05, within(1e-6));
  }

  /** A difference of twice the margin, and an interval at 95 % that just ends at the margin. */
  @Test
  void beyondTheMarginWhenTheIntervalIs() {
    assertThat(Equivalence.pValue(-0.10, 0.05 / Z_975, 0.05)).isCloseTo(0.05, within(1e-6));
  }

  @Test
  void atTheMarginNothingIsTold() {
    assertThat(Equivalence.pValue(0.05, 0.001, 0.05)).isEqualTo(1);
    assertThat(Equivalence.moreNeeded(1000, 0.05, 0.001, 0.05, 0.05)).isEmpty();
  }

  @Test
  void sharesOfNoneOrAllTellNothing() {
    assertThat(Equivalence.pValue(0, 0, 0.05)).isEqualTo(1);
  }

  /** (1.960 + 0.842)^2 times the variance of now over the margin's square, less what is there. */
  @Test
  void soManyMoreWouldTell() {
    assertThat(Equivalence.moreNeeded(200, 0, 0.05, 0.05, 0.05)).hasValue(1370);
    assertThat(Equivalence.moreNeeded(200, 0.10, 0.05, 0.05, 0.05)).hasValue(1370);
    assertThat(Equivalence.moreNeeded(200, 0, 0.01, 0.05, 0.05)).hasValue(0);
  }
}
