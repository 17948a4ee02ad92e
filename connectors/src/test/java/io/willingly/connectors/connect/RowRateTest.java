package io.willingly.connectors.connect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RowRateTest {
  private static final long SECOND = 1_000_000_000;

  private long now = -7;

  @Test
  void neverLetsMoreThanASecondsRowsPassAtOnceNorLosesAny() {
    RowRate rate = new RowRate(3, () -> now);
    long passed = 0;
    long began = now;

    for (int step = 1; step <= 1000; step++) {
      now += SECOND / 7;
      int allowed = rate.allowed(100);
      assertThat(allowed).isLessThanOrEqualTo(3);
      rate.passed(allowed);
      passed += allowed;
      assertThat(passed).isLessThanOrEqualTo((now - began) * 3 / SECOND);
    }

    assertThat(passed).isBetween(425L, 428L);
    now += 100 * SECOND;
    assertThat(rate.allowed(100)).isEqualTo(3);
    assertThat(rate.allowed(2)).isEqualTo(2);
  }

  @Test
  void tellsHowLongToWait() {
    RowRate rate = new RowRate(2, () -> now);
    rate.passed(1);

    now += rate.untilNext();

    assertThat(rate.allowed(100)).isEqualTo(1);
    assertThat(rate.untilNext()).isZero();
  }

  @Test
  void zeroIsAsManyAsGo() {
    RowRate rate = new RowRate(0, () -> now);
    rate.passed(100);

    assertThat(rate.allowed(100)).isEqualTo(100);
  }
}
