package io.willingly.streams.query;

import io.willingly.metrics.alarm.Alarm;
import io.willingly.metrics.alarm.AlarmKind;
import io.willingly.metrics.alarm.Delay;
import io.willingly.metrics.alarm.DelaySimulation;
import io.willingly.metrics.alarm.FloorBook;
import io.willingly.metrics.alarm.FloorPlan;
import io.willingly.metrics.alarm.FloorSimulation;
import io.willingly.metrics.alarm.FloorWatch;
import io.willingly.metrics.alarm.Limits;
import io.willingly.metrics.alarm.Quarter;
import io.willingly.metrics.alarm.Watched;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fold.Fold;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.quality.Columns;
import io.willingly.metrics.scope.RepFold;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.streams.query.Alarms.Warning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Answers about early warnings from the state. Limits and delays are simulated once for each past
 * and kept for the latest few. Thread-safe.
 */
public final class StreamsAlarms implements AlarmQueries {
  /** Limits never depend on chance: the same past gives the same. */
  private static final long SEED = 75;

  private static final int KEPT = 8;

  private final Definition definition;
  private final ScopeId organisation;
  private final double budget;
  private final LongSupplier lag;
  private final TallyReader tallies;
  private final AlarmDeals deals;
  private final Map<FloorPlan, Planned> planned = new LinkedHashMap<>();

  /**
   * Answers from stores.
   *
   * @param budget false alarms a quarter that the whole floor may have
   * @param lag about how many records are still to be read
   */
  public StreamsAlarms(
      StateStores stores,
      Definition definition,
      String organisation,
      double budget,
      LongSupplier lag) {
    this.definition = definition;
    this.organisation = ScopeId.organisation(organisation);
    this.budget = budget;
    this.lag = lag;
    this.tallies =
        new TallyReader(
            stores,
            new RepFold(definition, organisation),
            Columns.of(definition),
            definition.minimumCount());
    this.deals =
        new AlarmDeals(
            tallies, new DealReader(stores, new Fold(definition)), definition.remorseDays());
  }

  /** A plan, its limits and what was asked of them. */
  private static final class Planned {
    final FloorPlan plan;
    final Limits limits;
    private final Map<Watcher, Delay> delays = new LinkedHashMap<>();

    Planned(FloorPlan plan, double budget) {
      this.plan = plan;
      this.limits = new FloorSimulation(plan).limits(budget, SEED);
    }

    private record Watcher(AlarmKind kind, Watched metric, ScopeId scope, String productLine) {}

    synchronized Delay delay(AlarmKind kind, Watched metric, ScopeId scope, String productLine) {
      return delays.computeIfAbsent(
          new Watcher(kind, metric, scope, productLine),
          watcher ->
              new DelaySimulation(plan, limits)
                  .delay(kind, metric, plan.chart(metric, scope, productLine), SEED));
    }
  }

  @Override
  public Alarms alarms(ScopeId.Kind kind, Period quarter, AsOf asOf) {
    long remaining = lag.getAsLong();
    FloorBook book = book(kind, quarter, asOf);
    Planned of = planned(FloorPlan.of(book, organisation));
    List<Warning> warnings = new ArrayList<>();
    for (Alarm alarm : FloorWatch.alarms(book, of.plan, of.limits)) {
      warnings.add(
          new Warning(
              alarm, of.delay(alarm.kind(), alarm.metric(), alarm.scope(), alarm.productLine())));
    }
    return new Alarms(
        kind,
        quarter,
        asOf,
        definition.version(),
        budget,
        of.limits,
        of.plan.units().stream().mapToInt(unit -> unit.charts().size()).sum(),
        remaining,
        warnings,
        of.plan.unwatched());
  }

  @Override
  public List<AlarmDeal> deals(Alarm alarm, AsOf asOf) {
    return deals.of(alarm, asOf);
  }

  @Override
  public Rehearsal rehearse(ScopeId.Kind kind, Period quarter, AsOf asOf, int quarters, long seed) {
    Planned of = planned(FloorPlan.of(book(kind, quarter, asOf), organisation));
    Map<AlarmKind, FloorSimulation.FalseAlarms> found =
        new FloorSimulation(of.plan).falseAlarms(of.limits, quarters, seed);
    List<Rehearsal.Kind> kinds = new ArrayList<>();
    found.forEach(
        (each, falseAlarms) ->
            kinds.add(
                new Rehearsal.Kind(each, of.limits.of(each), each.share() * budget, falseAlarms)));
    List<Rehearsal.Chart> charts = new ArrayList<>();
    for (FloorPlan.Unit unit : of.plan.units()) {
      unit.charts().forEach(chart -> charts.add(chart(of, AlarmKind.CUSUM, unit, chart)));
      boolean whole = unit.scope().equals(organisation);
      Stream.of(AlarmKind.PEER, AlarmKind.TREND)
          .filter(each -> unit.lookedAt() && !(whole && each == AlarmKind.PEER))
          .forEach(each -> charts.add(chart(of, each, unit, unit.all())));
    }
    return new Rehearsal(kind, quarter, asOf, budget, quarters, seed, kinds, charts);
  }

  private static Rehearsal.Chart chart(
      Planned of, AlarmKind kind, FloorPlan.Unit unit, FloorPlan.Chart chart) {
    int days = of.plan.quarter().length();
    return new Rehearsal.Chart(
        kind,
        unit.metric(),
        unit.scope(),
        chart.productLine(),
        chart.deals(days),
        chart.events(days),
        of.delay(kind, unit.metric(), unit.scope(), chart.productLine()));
  }

  private FloorBook book(ScopeId.Kind kind, Period quarter, AsOf asOf) {
    if (kind == ScopeId.Kind.ORGANISATION) {
      throw new IllegalArgumentException(
          "early warnings are of teams, with the whole beside them, or of reps");
    }
    FloorBook book =
        new FloorBook(definition, new Quarter(quarter), asOf.day(), asOf.lastArrival());
    tallies.cells().of(kind, book.cohorts()::contains, book::add);
    return book;
  }

  /** One at a time: who asks for the same meanwhile waits for it. */
  private synchronized Planned planned(FloorPlan plan) {
    Planned of = planned.get(plan);
    if (of == null) {
      of = new Planned(plan, budget);
    }
    planned.remove(plan);
    planned.put(plan, of);
    if (planned.size() > KEPT) {
      planned.remove(planned.keySet().iterator().next());
    }
    return of;
  }
}
