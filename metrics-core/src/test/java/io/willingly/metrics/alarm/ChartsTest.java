package io.willingly.metrics.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.willingly.metrics.period.Period;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ChartsTest {
  private static final Offset<Double> CLOSE = Offset.offset(1e-9);

  @Test
  void aChartBeginsAgainAfterAnAlarmAndNeverFallsBelowZero() {
    double[] steps = {-1, 2, 1.5, 1, -5, 3.5};

    assertThat(DayCusum.crossings(steps, 3))
        .containsExactly(new DayCusum.Crossing(1, 2, 3.5), new DayCusum.Crossing(5, 5, 3.5));
    assertThat(DayCusum.highest(steps)).isEqualTo(4.5);
  }

  /** As printed for a risk of logit -3.68 by Steiner (2014): -.024 and .669. */
  @Test
  void weighsADealAsPublished() {
    double rate = 1 / (1 + Math.exp(3.68));

    assertThat(DayCusum.weight(rate, false)).isCloseTo(-0.024, Offset.offset(5e-4));
    assertThat(DayCusum.weight(rate, true)).isCloseTo(0.669, Offset.offset(5e-4));
  }

  @Test
  void aScopeIsSeenOutsideOnlyBesideOthersWhoSpreadLess() {
    List<Weeks> alike = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      alike.add(weeks(100, i == 0 ? 25 : 10));
    }
    List<Weeks> spread = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      spread.add(weeks(100, i == 0 ? 25 : i % 2 == 0 ? 2 : 18));
    }

    double[][] besideAlike = PeerLooks.scores(alike);

    // 25 where 11.5 are expected, of variance 100 x .115 x .885.
    assertThat(besideAlike[0][0]).isCloseTo(13.5 / Math.sqrt(10.1775), CLOSE);
    assertThat(PeerLooks.scores(spread)[0][0]).isBetween(1.0, 2.0);
    assertThat(PeerLooks.scores(alike.subList(0, 4))[0][0]).isNaN();
  }

  private static Weeks weeks(int trials, int events) {
    Weeks weeks = new Weeks(1);
    weeks.add(0, 3, true, events);
    weeks.add(0, 3, false, trials - events);
    return weeks;
  }

  @Test
  void aTrendNeedsMoreThanOneBadWeek() {
    Weeks weeks = new Weeks(1);
    for (int week = 0; week < 4; week++) {
      weeks.add(0, Quarter.WEEKS_BEFORE + week, true, 20);
      weeks.add(0, Quarter.WEEKS_BEFORE + week, false, 80);
    }

    double[] scores = TrendChart.scores(weeks, new double[] {0.1});

    // Each week lies 10 events over, which is 10/3 standard deviations; settled error is 1/3.
    assertThat(scores[0]).isCloseTo(0.2 * 10, CLOSE);
    assertThat(scores[3]).isCloseTo((1 - Math.pow(0.8, 4)) * 10, CLOSE);
    assertThat(scores[4]).isEqualTo(scores[3]);
  }

  @Test
  void theLastWeekOfAQuarterTakesTheDaysThatAreOver() {
    Quarter quarter = new Quarter(Period.parse("2026-Q3"));

    assertThat(quarter.length()).isEqualTo(92);
    assertThat(quarter.week(quarter.first())).isEqualTo(12);
    assertThat(quarter.week(quarter.first() - 1)).isEqualTo(11);
    assertThat(quarter.week(quarter.lookBack())).isZero();
    assertThat(quarter.week(quarter.last())).isEqualTo(24);
    assertThat(quarter.weekEnd(24)).isEqualTo(quarter.last());
    assertThat(quarter.previous()).hasToString("2026-Q2");
    assertThatThrownBy(() -> new Quarter(Period.parse("2026-07")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2026-Q4");
  }
}
