package io.willingly.metrics.alarm;

import io.willingly.metrics.alarm.FloorPlan.Chart;
import io.willingly.metrics.alarm.FloorPlan.Source;
import io.willingly.metrics.alarm.FloorPlan.TooLittle;
import io.willingly.metrics.alarm.FloorPlan.Unit;
import io.willingly.metrics.alarm.FloorPlan.Unwatched;
import io.willingly.metrics.alarm.Past.Counts;
import io.willingly.metrics.scope.ScopeId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes the plan of a quarter from the past in a book. */
final class FloorPlanner {
  /** A product line with fewer events to expect in a quarter shares a chart. */
  private static final double OWN_CHART_EVENTS = 5;

  /** A chart with fewer events to expect in a quarter could only cry wolf. */
  private static final double LEAST_EVENTS = 0.5;

  /** Scopes with fewer events to expect in a quarter are not compared with others or by trend. */
  private static final double LOOKED_AT_EVENTS = 2;

  /** Without so many events before the quarter nobody knows what to expect. */
  private static final long REFERENCE_EVENTS = 20;

  /** How many deals of the whole floor a segment's own rate is mixed with. */
  private static final double BORROWED = 50;

  /** A shorter past, in days, does not tell a volume. */
  private static final int SHORTEST_PAST = 28;

  private final FloorBook book;
  private final ScopeId organisation;
  private final int length;
  private final List<Segment> segments;
  private final Map<Watched, List<Double>> rates = new EnumMap<>(Watched.class);
  private final Map<Watched, Lags> lags = new EnumMap<>(Watched.class);
  private final List<Unit> units = new ArrayList<>();
  private final List<Unwatched> unwatched = new ArrayList<>();

  FloorPlanner(FloorBook book, ScopeId organisation) {
    this.book = book;
    this.organisation = organisation;
    this.length = book.quarter().length();
    SortedSet<Segment> found = new TreeSet<>();
    for (Watched metric : Watched.values()) {
      book.past(metric).values().forEach(past -> found.addAll(past.bySegment().keySet()));
      book.outcomes(metric).values().forEach(all -> all.forEach(o -> found.add(o.segment())));
    }
    segments = List.copyOf(found);
  }

  FloorPlan plan() {
    for (Watched metric : Watched.values()) {
      SortedMap<ScopeId, Past> pasts = book.past(metric);
      if (!pasts.isEmpty()) {
        add(metric, pasts);
      }
    }
    return new FloorPlan(book.quarter(), organisation, segments, rates, lags, units, unwatched);
  }

  private void add(Watched metric, SortedMap<ScopeId, Past> pasts) {
    Past whole = Past.sum(pasts.values());
    Counts total = whole.total();
    if (total.events() < REFERENCE_EVENTS || span(whole) < SHORTEST_PAST) {
      unwatched.add(
          new Unwatched(metric, organisation, TooLittle.PAST, total.trials(), total.events()));
      return;
    }
    rates.put(metric, segments.stream().map(segment -> rate(whole, segment)).toList());
    Map<Integer, Double> perDay = new TreeMap<>();
    pasts.forEach(
        (scope, past) -> {
          List<Source> sources = sources(metric, past);
          sources.forEach(s -> perDay.merge(s.segment(), s.perDay(), Double::sum));
          add(metric, scope, sources);
        });
    Chart all =
        new Chart(
            FloorPlan.ALL_LINES,
            perDay.entrySet().stream().map(e -> source(metric, e.getKey(), e.getValue())).toList());
    units.add(new Unit(metric, organisation, List.of(), all, true));
    lags.put(metric, whole.lags());
  }

  private void add(Watched metric, ScopeId scope, List<Source> sources) {
    Chart all = new Chart(FloorPlan.ALL_LINES, sources);
    List<Chart> charts = new ArrayList<>();
    List<Source> small = new ArrayList<>();
    SortedMap<String, List<Source>> lines = new TreeMap<>();
    sources.forEach(
        source ->
            lines
                .computeIfAbsent(
                    segments.get(source.segment()).productLine(), line -> new ArrayList<>())
                .add(source));
    lines.forEach(
        (line, own) -> {
          Chart chart = new Chart(line, own);
          if (chart.events(length) >= OWN_CHART_EVENTS) {
            charts.add(chart);
          } else {
            small.addAll(own);
          }
        });
    Chart shared = new Chart(charts.isEmpty() ? FloorPlan.ALL_LINES : FloorPlan.OTHER_LINES, small);
    if (shared.events(length) >= LEAST_EVENTS) {
      charts.add(shared);
    } else if (charts.isEmpty()) {
      unwatched.add(
          new Unwatched(metric, scope, TooLittle.VOLUME, all.deals(length), all.events(length)));
    }
    boolean looked = all.events(length) >= LOOKED_AT_EVENTS;
    units.add(new Unit(metric, scope, charts, all, looked));
  }

  private List<Source> sources(Watched metric, Past past) {
    int days = Math.max(SHORTEST_PAST, span(past));
    List<Source> sources = new ArrayList<>();
    past.bySegment()
        .forEach(
            (segment, counts) ->
                sources.add(
                    source(metric, segments.indexOf(segment), (double) counts.trials() / days)));
    return sources;
  }

  private Source source(Watched metric, int segment, double perDay) {
    return new Source(segment, Objects.requireNonNull(rates.get(metric)).get(segment), perDay);
  }

  private int span(Past past) {
    return past.firstDay() == Integer.MAX_VALUE ? 0 : book.quarter().first() - past.firstDay();
  }

  private static double rate(Past whole, Segment segment) {
    Counts all = whole.total();
    Counts own = whole.bySegment().getOrDefault(segment, Counts.NONE);
    double overall = (double) all.events() / all.trials();
    return (own.events() + BORROWED * overall) / (own.trials() + BORROWED);
  }
}
