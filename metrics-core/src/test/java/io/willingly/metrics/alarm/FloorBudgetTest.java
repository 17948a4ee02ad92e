package io.willingly.metrics.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.alarm.FloorSimulation.FalseAlarms;
import io.willingly.metrics.scope.ScopeId;
import java.time.LocalDate;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** How often floors on which nothing is wrong give an alarm. */
class FloorBudgetTest {
  private static final int YEARS = 16;
  private static final int TEAMS = 12;
  private static final double EFFORT = 2_000_000;
  private static final double BUDGET = 1;
  private static final int FROM = day("2010-01-01");
  private static final int TO = day((2010 + YEARS) + "-01-01");

  private static int day(String date) {
    return (int) LocalDate.parse(date).toEpochDay();
  }

  private static SoldFloor floor() {
    SoldFloor floor = new SoldFloor(1);
    for (int i = 0; i < TEAMS; i++) {
      ScopeId team = ScopeId.team("team-" + i);
      floor.sell(team, SoldFloor.SUITE, FROM, TO, 1.2, 0.08, 0.2);
      floor.sell(team, SoldFloor.SERVICE, FROM, TO, 0.5, 0.04, 0.1);
    }
    return floor;
  }

  /**
   * Through the cells and the estimated past of each quarter, as in operation; limits are those of
   * the year's first quarter, to save time.
   */
  @Test
  void yearsInWhichNothingIsWrongStayWithinTheBudget() {
    SoldFloor floor = floor();
    int quarters = 0;
    int alarms = 0;
    Limits limits = new Limits(0, 0, 0);
    for (Quarter quarter = Quarter.containing(day("2011-04-01"));
        quarter.last() < TO;
        quarter = Quarter.containing(quarter.last() + 1)) {
      FloorBook book = floor.book(quarter, quarter.last() + 1);
      FloorPlan plan = FloorPlan.of(book, SoldFloor.COMPANY);
      if (quarters % 4 == 0) {
        limits = new FloorSimulation(plan, EFFORT).limits(BUDGET, quarter.first());
      }
      alarms += FloorWatch.alarms(book, plan, limits).size();
      quarters++;
    }

    assertThat(quarters).isEqualTo(59);
    assertThat(alarms).isBetween(30, (int) (BUDGET * quarters));
  }

  @Test
  void everyKindSpendsItsShareInFreshQuartersToo() {
    Quarter quarter = Quarter.containing(day("2014-05-01"));
    FloorPlan plan = FloorPlan.of(floor().book(quarter, quarter.last() + 1), SoldFloor.COMPANY);
    FloorSimulation simulation = new FloorSimulation(plan, 2 * EFFORT);
    Limits limits = simulation.limits(BUDGET, 75);

    Map<AlarmKind, FalseAlarms> found = simulation.falseAlarms(limits, 800, 4711);

    assertThat(found).containsOnlyKeys(AlarmKind.values());
    found.forEach(
        (kind, alarms) ->
            assertThat(alarms.perQuarter())
                .as(kind.name())
                .isCloseTo(kind.share() * BUDGET, Offset.offset(3 * alarms.error() + 0.05)));
  }

  @Test
  void theSameSeedGivesTheSameLimitsAndDelays() {
    Quarter quarter = Quarter.containing(day("2012-05-01"));
    FloorPlan plan = FloorPlan.of(floor().book(quarter, quarter.last() + 1), SoldFloor.COMPANY);
    Limits limits = new FloorSimulation(plan, EFFORT).limits(BUDGET, 75);

    assertThat(new FloorSimulation(plan, EFFORT).limits(BUDGET, 75)).isEqualTo(limits);
    assertThat(new FloorSimulation(plan, EFFORT).limits(BUDGET, 76)).isNotEqualTo(limits);
    assertThat(new FloorSimulation(plan, EFFORT).limits(BUDGET / 4, 75).cusum())
        .isGreaterThan(limits.cusum());
  }
}
