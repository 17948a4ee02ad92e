package io.willingly.streams.query;

import io.willingly.metrics.comparison.Baseline;
import io.willingly.metrics.comparison.Baselines;
import io.willingly.metrics.comparison.Comparer;
import io.willingly.metrics.comparison.Comparison;
import io.willingly.metrics.comparison.Counting;
import io.willingly.metrics.comparison.Counts;
import io.willingly.metrics.comparison.Mix;
import io.willingly.metrics.comparison.Sample;
import io.willingly.metrics.comparison.Segment;
import io.willingly.metrics.comparison.Standing;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.period.Period.Days;
import io.willingly.metrics.quality.Columns;
import io.willingly.metrics.scope.RepFold;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.tally.Cell;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.LongSupplier;

/** Compares from the state. Thread-safe. */
public final class StreamsComparisons implements ComparisonQueries {
  private final Definition definition;
  private final LongSupplier lag;
  private final TallyReader tallies;
  private final Counting counting;

  /**
   * Answers from stores.
   *
   * @param organisation id of the organisation scope (R40)
   * @param lag about how many records are still to be read
   */
  public StreamsComparisons(
      StateStores stores, Definition definition, String organisation, LongSupplier lag) {
    this.definition = definition;
    this.lag = lag;
    this.counting = new Counting(definition);
    this.tallies =
        new TallyReader(
            stores,
            new RepFold(definition, organisation),
            Columns.of(definition),
            definition.minimumCount());
  }

  @Override
  public Standings compare(
      ScopeId.Kind kind, Metric metric, Period period, Segment segment, AsOf asOf) {
    if (kind == ScopeId.Kind.ORGANISATION) {
      throw new IllegalArgumentException(
          "the organisation is what others are compared with; compare reps or teams");
    }
    long left = lag.getAsLong();
    Days days = settled(definition, metric, period, asOf);
    int today = Math.min(asOf.day(), asOf.lastArrival());
    Sample sample = new Sample();
    Baselines scheduled = Baselines.scheduled(kind, Baselines.due(today), definition);
    read(
        kind,
        day -> days.contains(day) || scheduled.need(day),
        (id, deals, day, arrival, counts) -> {
          scheduled.add(id, deals, day, arrival, counts);
          if (days.contains(day) && arrival <= asOf.lastArrival()) {
            sample.add(id, deals, counts);
          }
        });
    Baselines baselines =
        scheduled.tell(metric.yardstick())
            ? scheduled
            : Baselines.unscheduled(kind, today, days, sample);
    Comparison comparison =
        Comparer.compare(metric.yardstick(), segment, sample, baselines, definition.minimumCount());
    return new Standings(
        kind,
        metric,
        period,
        asOf,
        days.last(),
        definition.version(),
        left,
        comparison,
        tallies.names(kind, comparison.standings().stream().map(Standing::id).toList(), asOf));
  }

  @Override
  public MixResult mix(ScopeId scope, Metric metric, Period period, Segment segment, AsOf asOf) {
    long left = lag.getAsLong();
    Days days = settled(definition, metric, period, asOf);
    Sample sample = new Sample();
    read(
        scope.kind(),
        days::contains,
        (id, deals, day, arrival, counts) -> {
          if (arrival <= asOf.lastArrival()) {
            sample.add(id, deals, counts);
          }
        });
    Optional<Mix> mix = Mix.of(scope.id(), metric.yardstick(), segment, sample);
    return mix.isPresent()
        ? new MixAnswer(
            scope, metric, period, asOf, days.last(), definition.version(), left, mix.get())
        : MixResult.nothing(scope);
  }

  @Override
  public List<Baseline> baselines(ScopeId.Kind kind, int monday) {
    Baselines baselines = Baselines.scheduled(kind, monday, definition);
    read(kind, baselines::need, baselines::add);
    return baselines.all();
  }

  /** The cohort days of a period that are settled on the day of the question (R10). */
  static Days settled(Definition definition, Metric metric, Period period, AsOf asOf) {
    Days days = period.days(asOf.day());
    int last = asOf.day() - metric.yardstick().window(definition) - 1;
    return new Days(days.first(), Math.min(days.last(), last));
  }

  /**
   * Sees what arrived on one day of deals of one unit, kind and cohort day; days are epoch days.
   */
  @FunctionalInterface
  private interface Visitor {
    void see(String unit, Segment kind, int cohortDay, int arrivalDay, Counts counts);
  }

  private void read(ScopeId.Kind kind, IntPredicate cohortDays, Visitor visitor) {
    tallies
        .cells()
        .of(
            kind,
            cohortDays,
            (scope, day, cells) -> {
              for (Cell cell : cells) {
                visitor.see(
                    scope.id(),
                    Segment.of(cell.key()),
                    day,
                    cell.arrivalDay(),
                    counting.of(cell.tally()));
              }
            });
  }
}
