package io.willingly.metrics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.willingly.metrics.statistics.CusumChart.Stratum;
import io.willingly.metrics.statistics.CusumDesign.Delay;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CusumDesignTest {
  /** 40 teams, each with its mix, 30 to 225 deals a quarter. */
  private static final List<CusumChart> FLOOR = floor();

  private static final CusumDesign DESIGN = CusumDesign.of(FLOOR, 2, 1, 1);

  @Test
  void keepsItsBudgetOnDealsItHasNotSeen() {
    int quarters = 400;
    SplittableRandom random = new SplittableRandom(99);
    int alarms = 0;
    for (CusumChart chart : FLOOR) {
      alarms += alarms(chart, 1, quarters, random);
    }

    double perQuarter = (double) alarms / quarters;
    assertThat(perQuarter).isBetween(0.7, 1.1);
    assertThat(DESIGN.falseAlarmsPerQuarter()).isLessThan(1);
    assertThat(perQuarter)
        .isBetween(DESIGN.falseAlarmsPerQuarter() - 0.2, DESIGN.falseAlarmsPerQuarter() + 0.2);
    assertThat(DESIGN.standardError()).isLessThan(0.05);
  }

  /** The delay of the first team, played with the recursion a live chart uses. */
  @Test
  void catchesADoublingAboutWhenItSaid() {
    Delay said = DESIGN.delays().get(0);
    SplittableRandom random = new SplittableRandom(5);
    double deals = 0;
    for (int run = 0; run < 1000; run++) {
      double sum = 0;
      while (sum <= DESIGN.limit()) {
        sum = Cusum.next(sum, evidence(FLOOR.get(0), 2, random));
        deals++;
      }
    }

    double mean = deals / 1000;
    assertThat(said.caught()).isOne();
    assertThat(said.meanDeals()).isBetween(0.9 * mean, 1.1 * mean);
    assertThat(said.p90Deals()).isBetween(1.2 * mean, 2.2 * mean);
    assertThat(said.meanDays() / said.meanDeals())
        .isCloseTo(365.25 / 4 / FLOOR.get(0).perQuarter(), Offsets.ROUNDING);
    assertThat(DESIGN.delays()).hasSameSizeAs(FLOOR).allMatch(delay -> delay.caught() > 0.99);
  }

  @Test
  void isRepeatable() {
    List<CusumChart> some = FLOOR.subList(0, 5);

    assertThat(CusumDesign.of(some, 2, 1, 3)).isEqualTo(CusumDesign.of(some, 2, 1, 3));
  }

  @Test
  void fewerFalseAlarmsCostDelay() {
    List<CusumChart> some = FLOOR.subList(0, 5);
    CusumDesign strict = CusumDesign.of(some, 2, 0.25, 3);
    CusumDesign loose = CusumDesign.of(some, 2, 2, 3);

    assertThat(strict.limit()).isGreaterThan(loose.limit());
    assertThat(strict.delays().get(0).meanDeals()).isGreaterThan(loose.delays().get(0).meanDeals());
  }

  @Test
  void alsoWatchesForImprovement() {
    CusumDesign design = CusumDesign.of(FLOOR.subList(0, 5), 0.5, 1, 3);

    assertThat(design.falseAlarmsPerQuarter()).isBetween(0.8, 1.0);
    assertThat(design.delays()).allMatch(delay -> delay.caught() > 0.9);
  }

  @Test
  void whatNeverHappensIsNeverCaught() {
    Delay silent =
        CusumDesign.of(List.of(new CusumChart(List.of(new Stratum(0, 100)))), 2, 1, 1)
            .delays()
            .get(0);
    Delay empty = CusumDesign.of(List.of(new CusumChart(List.of())), 2, 1, 1).delays().get(0);

    assertThat(silent.caught()).isZero();
    assertThat(silent.meanDeals()).isEqualTo(4000);
    assertThat(silent.p90Deals()).isInfinite();
    assertThat(empty.caught()).isZero();
    assertThat(empty.meanDays()).isInfinite();
  }

  @Test
  void refusesWhatCannotBeDesigned() {
    assertThatIllegalArgumentException().isThrownBy(() -> CusumDesign.of(FLOOR, 1, 1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> CusumDesign.of(FLOOR, 2, 0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Stratum(1.5, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Stratum(0.5, -1));
  }

  private static int alarms(
      CusumChart chart, double oddsRatio, int quarters, SplittableRandom random) {
    int alarms = 0;
    double sum = 0;
    for (int deal = 0; deal < quarters * chart.perQuarter(); deal++) {
      sum = Cusum.next(sum, evidence(chart, oddsRatio, random));
      if (sum > DESIGN.limit()) {
        alarms++;
        sum = 0;
      }
    }
    return alarms;
  }

  private static double evidence(CusumChart chart, double oddsRatio, SplittableRandom random) {
    double at = random.nextDouble() * chart.perQuarter();
    int found = 0;
    while (at > chart.strata().get(found).perQuarter()) {
      at -= chart.strata().get(found++).perQuarter();
    }
    double p = chart.strata().get(found).expected();
    double odds = oddsRatio * p / (1 - p);
    return RiskAdjusted.weight(p, 1, 2, random.nextDouble() < odds / (1 + odds));
  }

  private static List<CusumChart> floor() {
    List<CusumChart> charts = new ArrayList<>();
    for (int team = 0; team < 40; team++) {
      double deals = 30 + 5 * team;
      charts.add(
          new CusumChart(
              List.of(
                  new Stratum(0.05 + 0.002 * team, deals / 2),
                  new Stratum(0.1, deals / 4),
                  new Stratum(0.3, deals / 4))));
    }
    return charts;
  }
}
