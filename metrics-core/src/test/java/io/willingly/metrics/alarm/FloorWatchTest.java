package io.willingly.metrics.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.alarm.FloorPlan.Chart;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.tally.TallyField;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class FloorWatchTest {
  private static final Quarter QUARTER = Quarter.containing(day("2026-08-01"));
  private static final int FROM = day("2025-01-01");
  private static final int TO = QUARTER.last() + 60;
  private static final ScopeId REP = ScopeId.rep("r-5");
  private static final double REMORSE = 0.08;

  private static int day(String date) {
    return (int) LocalDate.parse(date).toEpochDay();
  }

  /** Reps of whom one sells so that the odds of remorse double in the quarter. */
  private static SoldFloor reps() {
    SoldFloor floor = new SoldFloor(4);
    for (int i = 0; i < 8; i++) {
      ScopeId rep = ScopeId.rep("r-" + i);
      floor.sell(rep, SoldFloor.SUITE, FROM, QUARTER.first(), 3, REMORSE, 0.2);
      boolean worse = rep.equals(REP);
      double odds = (worse ? 2 : 1) * REMORSE / (1 - REMORSE);
      floor.sell(rep, SoldFloor.SUITE, QUARTER.first(), TO, 3, odds / (1 + odds), 0.2);
    }
    return floor;
  }

  private static List<Alarm> alarms(SoldFloor floor, int asOf, int lastArrival) {
    FloorBook book = floor.book(QUARTER, asOf, lastArrival);
    FloorPlan plan = FloorPlan.of(book, SoldFloor.COMPANY);
    return FloorWatch.alarms(book, plan, limits(plan));
  }

  private static Limits limits(FloorPlan plan) {
    return new FloorSimulation(plan, 500_000).limits(1, 75);
  }

  @Test
  void aRepWhoseOddsOfRemorseDoubleIsCaughtAboutWhenTheDelaySays() {
    SoldFloor floor = reps();
    FloorBook book = floor.book(QUARTER, QUARTER.last() + 1);
    FloorPlan plan = FloorPlan.of(book, SoldFloor.COMPANY);
    Limits limits = limits(plan);
    Chart chart = plan.chart(Watched.REMORSE, REP, "suite");
    Delay delay =
        new DelaySimulation(plan, limits).delay(AlarmKind.CUSUM, Watched.REMORSE, chart, 1);

    List<Alarm> found = FloorWatch.alarms(book, plan, limits);

    Alarm first =
        found.stream()
            .filter(alarm -> alarm.kind() == AlarmKind.CUSUM && alarm.scope().equals(REP))
            .findFirst()
            .orElseThrow();
    assertThat(first.events()).isGreaterThan(Math.round(1.5 * first.expected()));
    assertThat(first.evidence().stream().mapToLong(Alarm.Events::count).sum())
        .isEqualTo(first.events());
    assertThat(delay.days()).isBetween(55, 90);
    assertThat(delay.inQuarter()).isGreaterThanOrEqualTo(75);
    assertThat(first.day() - QUARTER.first() + 1).isLessThanOrEqualTo(delay.days90());
  }

  @Test
  void theOrderInWhichCellsComeChangesNothing() {
    SoldFloor floor = reps();
    List<Alarm> before = alarms(floor, TO, Integer.MAX_VALUE);

    floor.shuffle();

    assertThat(before).isNotEmpty();
    assertThat(alarms(floor, TO, Integer.MAX_VALUE)).isEqualTo(before);
  }

  @Test
  void anAlarmIsTheSameOnEveryLaterDayAndNotThereBefore() {
    SoldFloor floor = reps();
    Alarm first = alarms(floor, TO, Integer.MAX_VALUE).get(0);

    assertThat(alarms(floor, first.day(), Integer.MAX_VALUE)).isEmpty();
    assertThat(alarms(floor, first.day() + 1, Integer.MAX_VALUE)).contains(first);
  }

  @Test
  void aCorrectionUndoesTheAlarmAndTheDayItWasKnownOnKeepsIt() {
    SoldFloor floor = reps();
    Alarm first = alarms(floor, TO, Integer.MAX_VALUE).get(0);
    int corrected = first.day() + 30;

    for (Alarm.Events events : first.evidence()) {
      for (int after = 0; after <= 30; after++) {
        int event = TallyField.REMORSE_DAY.key(after);
        long known = floor.sum(first.scope(), events.cohortDay(), event);
        floor.add(first.scope(), events.segment(), events.cohortDay(), corrected, event, -known);
      }
    }

    assertThat(alarms(floor, TO, Integer.MAX_VALUE))
        .noneMatch(alarm -> alarm.scope().equals(first.scope()) && alarm.day() <= first.day());
    assertThat(alarms(floor, corrected, corrected - 1)).contains(first);
  }

  @Test
  void whatIsToBeExpectedDoesNotFollowWhatIsWatched() {
    SoldFloor floor = reps();
    FloorPlan before = FloorPlan.of(floor.book(QUARTER, QUARTER.first() + 40), SoldFloor.COMPANY);

    FloorPlan after = FloorPlan.of(floor.book(QUARTER, TO), SoldFloor.COMPANY);

    assertThat(after).isEqualTo(before);
    assertThat(after.rates(Watched.REMORSE)[0]).isBetween(0.07, 0.09);
  }

  @Test
  void withoutAPastNothingIsWatched() {
    SoldFloor floor = new SoldFloor(1);
    floor.sell(REP, SoldFloor.SUITE, QUARTER.first() - 20, TO, 3, 0.5, 0.5);
    FloorBook book = floor.book(QUARTER, TO);

    FloorPlan plan = FloorPlan.of(book, SoldFloor.COMPANY);

    assertThat(plan.units()).isEmpty();
    assertThat(plan.unwatched())
        .extracting(FloorPlan.Unwatched::why)
        .containsOnly(FloorPlan.TooLittle.PAST);
    assertThat(FloorWatch.alarms(book, plan, limits(plan))).isEmpty();
  }

  /** A day after a load of years: all of it arrived then. */
  @Test
  void aPastThatWasLoadedInTheQuarterIsTakenAsItIsKnownNow() {
    SoldFloor floor = reps();
    int loaded = QUARTER.first() + 45;
    SoldFloor late = floor.arrivedOn(loaded);

    FloorPlan plan = FloorPlan.of(late.book(QUARTER, loaded + 1), SoldFloor.COMPANY);

    assertThat(plan.units()).isNotEmpty();
    assertThat(plan.rates(Watched.UNHAPPY)[0]).isBetween(0.18, 0.22);
  }

  @Test
  void smallLinesShareAChart() {
    SoldFloor floor = new SoldFloor(2);
    for (int i = 0; i < 6; i++) {
      floor.sell(ScopeId.team("t" + i), SoldFloor.SUITE, FROM, TO, 2, 0.1, 0.2);
      floor.sell(ScopeId.team("t" + i), SoldFloor.SERVICE, FROM, TO, 0.2, 0.1, 0.2);
    }
    ScopeId small = ScopeId.team("small");
    floor.sell(small, SoldFloor.SERVICE, FROM, TO, 0.2, 0.1, 0.2);

    FloorPlan plan = FloorPlan.of(floor.book(QUARTER, TO), SoldFloor.COMPANY);

    assertThat(lines(plan, ScopeId.team("t1"))).containsExactly("suite", FloorPlan.OTHER_LINES);
    assertThat(lines(plan, small)).containsExactly(FloorPlan.ALL_LINES);
  }

  private static List<String> lines(FloorPlan plan, ScopeId scope) {
    return plan.units().stream()
        .filter(unit -> unit.metric() == Watched.REMORSE && unit.scope().equals(scope))
        .flatMap(unit -> unit.charts().stream().map(Chart::productLine))
        .toList();
  }
}
