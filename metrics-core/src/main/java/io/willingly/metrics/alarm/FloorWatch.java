package io.willingly.metrics.alarm;

import io.willingly.metrics.alarm.Alarm.Events;
import io.willingly.metrics.alarm.DayCusum.Crossing;
import io.willingly.metrics.alarm.FloorPlan.Unit;
import io.willingly.metrics.scope.ScopeId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Finds the alarms of one metric in a book, by a plan and its limits. Not thread-safe. */
public final class FloorWatch {
  private static final Comparator<Alarm> ORDER =
      Comparator.comparingInt(Alarm::day)
          .thenComparing(Alarm::kind)
          .thenComparing(Alarm::metric)
          .thenComparing(Alarm::scope)
          .thenComparing(Alarm::productLine);

  private final FloorPlan plan;
  private final Limits limits;
  private final Quarter quarter;
  private final Watched metric;
  private final int asOf;
  private final double[] rates;
  private final Looked whole;
  private final List<Looked> scopes = new ArrayList<>();
  private final List<Alarm> alarms = new ArrayList<>();

  private FloorWatch(FloorBook book, FloorPlan plan, Limits limits, Watched metric) {
    this.plan = plan;
    this.limits = limits;
    this.quarter = book.quarter();
    this.metric = metric;
    this.asOf = book.asOf();
    this.rates = plan.rates(metric);
    this.whole = new Looked(plan.whole(metric));
    SortedMap<ScopeId, List<Outcome>> outcomes = book.outcomes(metric);
    for (Unit unit : plan.scopes(metric)) {
      Looked scope = new Looked(unit);
      outcomes.getOrDefault(unit.scope(), List.of()).forEach(scope::add);
      outcomes.getOrDefault(unit.scope(), List.of()).forEach(whole::add);
      scopes.add(scope);
    }
  }

  /** The alarms of a quarter, by day. */
  public static List<Alarm> alarms(FloorBook book, FloorPlan plan, Limits limits) {
    List<Alarm> alarms = new ArrayList<>();
    for (Watched metric : plan.metrics()) {
      alarms.addAll(new FloorWatch(book, plan, limits, metric).look());
    }
    alarms.sort(ORDER);
    return List.copyOf(alarms);
  }

  /** A scope and its outcomes. */
  private final class Looked {
    final Unit unit;
    final Weeks weeks = new Weeks(rates.length);
    final List<Outcome> outcomes = new ArrayList<>();

    Looked(Unit unit) {
      this.unit = unit;
    }

    void add(Outcome outcome) {
      int segment = plan.index(outcome.segment());
      weeks.add(segment, quarter.week(outcome.day()), outcome.event(), outcome.count());
      outcomes.add(outcome);
    }

    List<Outcome> ofChart(int chart) {
      return outcomes.stream().filter(o -> unit.chartOf(o.segment()) == chart).toList();
    }
  }

  private List<Alarm> look() {
    for (Looked scope : scopes) {
      for (int chart = 0; chart < scope.unit.charts().size(); chart++) {
        chart(scope, chart);
      }
    }
    double[][] peers = PeerLooks.scores(scopes.stream().map(scope -> scope.weeks).toList());
    for (int i = 0; i < peers.length; i++) {
      if (scopes.get(i).unit.lookedAt()) {
        peer(scopes.get(i), peers[i]);
        trend(scopes.get(i));
      }
    }
    trend(whole);
    return alarms;
  }

  private void chart(Looked scope, int chart) {
    List<Outcome> own = scope.ofChart(chart);
    double[] steps = new double[quarter.length()];
    for (Outcome outcome : own) {
      int day = outcome.day() - quarter.first();
      if (day >= 0) {
        steps[day] += outcome.count() * DayCusum.weight(rate(outcome, rates), outcome.event());
      }
    }
    String line = scope.unit.charts().get(chart).productLine();
    for (Crossing crossing : DayCusum.crossings(steps, limits.cusum())) {
      int from = quarter.first() + crossing.from();
      int day = quarter.first() + crossing.day();
      add(AlarmKind.CUSUM, scope, line, from, day, crossing.value(), own, rates);
    }
  }

  private void peer(Looked scope, double[] scores) {
    int look = firstAbove(scores, limits.peer());
    if (look >= 0) {
      double[] floor = PeerLooks.rates(scopes.stream().map(each -> each.weeks).toList(), look);
      int from = quarter.weekStart(look);
      int day = quarter.weekEnd(look + Quarter.WEEKS_BEFORE);
      add(
          AlarmKind.PEER,
          scope,
          FloorPlan.ALL_LINES,
          from,
          day,
          scores[look],
          scope.outcomes,
          floor);
    }
  }

  private void trend(Looked scope) {
    double[] scores = TrendChart.scores(scope.weeks, rates);
    int week = firstAbove(scores, limits.trend());
    if (week >= 0) {
      int begun = week;
      while (begun > 0 && scores[begun - 1] > 0) {
        begun--;
      }
      int from = quarter.weekStart(begun + Quarter.WEEKS_BEFORE);
      int day = quarter.weekEnd(week + Quarter.WEEKS_BEFORE);
      add(
          AlarmKind.TREND,
          scope,
          FloorPlan.ALL_LINES,
          from,
          day,
          scores[week],
          scope.outcomes,
          rates);
    }
  }

  /** The first week that is over and above the limit, -1 without one. */
  private int firstAbove(double[] scores, double limit) {
    for (int week = 0; week < scores.length; week++) {
      if (scores[week] > limit && quarter.weekEnd(week + Quarter.WEEKS_BEFORE) < asOf) {
        return week;
      }
    }
    return -1;
  }

  private void add(
      AlarmKind kind,
      Looked scope,
      String line,
      int from,
      int day,
      double statistic,
      List<Outcome> outcomes,
      double[] expectedRates) {
    long deals = 0;
    long events = 0;
    double expected = 0;
    SortedMap<Integer, SortedMap<Segment, Long>> evidence = new TreeMap<>();
    for (Outcome outcome : outcomes) {
      if (from <= outcome.day() && outcome.day() <= day) {
        deals += outcome.count();
        expected += outcome.count() * rate(outcome, expectedRates);
        if (outcome.event()) {
          events += outcome.count();
          evidence
              .computeIfAbsent(outcome.cohortDay(), cohort -> new TreeMap<>())
              .merge(outcome.segment(), outcome.count(), Long::sum);
        }
      }
    }
    List<Events> where = new ArrayList<>();
    evidence.forEach(
        (cohort, counts) ->
            counts.forEach((segment, count) -> where.add(new Events(cohort, segment, count))));
    alarms.add(
        new Alarm(
            kind,
            metric,
            scope.unit.scope(),
            line,
            from,
            day,
            deals,
            events,
            expected,
            statistic,
            limits.of(kind),
            where));
  }

  private double rate(Outcome outcome, double[] expected) {
    return expected[plan.index(outcome.segment())];
  }
}
