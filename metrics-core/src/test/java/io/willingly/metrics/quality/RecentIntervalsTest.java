package io.willingly.metrics.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.willingly.metrics.statistics.BinomialInterval;
import org.junit.jupiter.api.Test;

class RecentIntervalsTest {
  /** Far more counts than there are slots, and each again: none gets another's interval. */
  @Test
  void areThoseOfTheirOwnCounts() {
    for (int round = 0; round < 2; round++) {
      for (long trials = 1; trials < 3_000; trials += 13) {
        for (long successes = 0; successes <= trials; successes += 1 + trials / 50) {
          assertThat(RecentIntervals.JEFFREYS.of(successes, trials))
              .isEqualTo(BinomialInterval.JEFFREYS.of(successes, trials, 0.95));
        }
      }
    }
  }

  @Test
  void noTrialsHaveNone() {
    assertThatThrownBy(() -> RecentIntervals.JEFFREYS.of(0, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
