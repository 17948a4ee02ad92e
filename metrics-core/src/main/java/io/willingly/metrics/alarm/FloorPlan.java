package io.willingly.metrics.alarm;

import io.willingly.metrics.scope.ScopeId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is watched in a quarter, and what is expected of it. Equal pasts give equal plans, so that
 * the limits simulated for one can be kept for as long as the past does not change.
 *
 * <p>Each deal is in one chart of its scope: that of its product line where the line has enough
 * events to expect, else that of the scope's smaller lines together. The rate expected of a segment
 * is that of the whole floor before the quarter, drawn towards the rate of all segments where it is
 * small.
 *
 * @param organisation the whole, whose trend is watched too
 * @param rates expected rates by metric, then by index of the segment; none where too little was
 *     known
 * @param lags when outcomes are known, by metric
 * @param unwatched what has no chart, and why
 */
public record FloorPlan(
    Quarter quarter,
    ScopeId organisation,
    List<Segment> segments,
    Map<Watched, List<Double>> rates,
    Map<Watched, Lags> lags,
    List<Unit> units,
    List<Unwatched> unwatched) {

  /** The lines of a scope that has one chart for all. */
  public static final String ALL_LINES = "*";

  /** The lines of a scope without a chart of their own. */
  public static final String OTHER_LINES = "*other";

  public FloorPlan {
    segments = List.copyOf(segments);
    rates = Map.copyOf(rates);
    lags = Map.copyOf(lags);
    units = List.copyOf(units);
    unwatched = List.copyOf(unwatched);
  }

  /**
   * Deals of one segment.
   *
   * @param segment its index
   * @param rate expected share with the event
   * @param perDay expected deals a day
   */
  public record Source(int segment, double rate, double perDay) {}

  /**
   * A chart of a scope.
   *
   * @param productLine the line, {@link #ALL_LINES} or {@link #OTHER_LINES}
   */
  public record Chart(String productLine, List<Source> sources) {
    public Chart {
      sources = List.copyOf(sources);
    }

    /** Events to expect in so many days. */
    public double events(int days) {
      return days * sources.stream().mapToDouble(s -> s.perDay() * s.rate()).sum();
    }

    /** Deals to expect in so many days. */
    public double deals(int days) {
      return days * sources.stream().mapToDouble(Source::perDay).sum();
    }
  }

  /**
   * A scope and how it is watched.
   *
   * @param charts its charts in time
   * @param all all its deals
   * @param lookedAt whether it is compared with the others, and its trend watched
   */
  public record Unit(
      Watched metric, ScopeId scope, List<Chart> charts, Chart all, boolean lookedAt) {
    public Unit {
      charts = List.copyOf(charts);
    }

    /** Index of the chart that a segment's deals are in, -1 when they are in none. */
    int chartOf(Segment segment) {
      int shared = -1;
      for (int i = 0; i < charts.size(); i++) {
        String line = charts.get(i).productLine();
        if (line.equals(segment.productLine())) {
          return i;
        }
        shared = line.equals(ALL_LINES) || line.equals(OTHER_LINES) ? i : shared;
      }
      return shared;
    }
  }

  /**
   * A scope without a chart.
   *
   * @param why what there is too little of
   * @param deals before the quarter, or to expect in it
   * @param events the same, with the event
   */
  public record Unwatched(
      Watched metric, ScopeId scope, TooLittle why, double deals, double events) {}

  /** Why a scope has no chart. */
  public enum TooLittle {
    /** The floor's past does not tell what to expect. */
    PAST,
    /** Hardly an event is to be expected in the quarter. */
    VOLUME
  }

  /**
   * The plan for a quarter.
   *
   * @param organisation the scope of the whole, whose trend is watched too (R40)
   */
  public static FloorPlan of(FloorBook book, ScopeId organisation) {
    return new FloorPlanner(book, organisation).plan();
  }

  /** What is known enough of to be watched. */
  List<Watched> metrics() {
    return Stream.of(Watched.values()).filter(rates::containsKey).toList();
  }

  /** The scopes watched, without the whole. */
  List<Unit> scopes(Watched metric) {
    return units.stream()
        .filter(unit -> unit.metric() == metric && !unit.scope().equals(organisation))
        .toList();
  }

  /** A chart of a scope; its deals together where the line has none of its own. */
  public Chart chart(Watched metric, ScopeId scope, String productLine) {
    Unit unit =
        units.stream()
            .filter(each -> each.metric() == metric && each.scope().equals(scope))
            .findFirst()
            .orElseThrow();
    return unit.charts().stream()
        .filter(chart -> chart.productLine().equals(productLine))
        .findFirst()
        .orElse(unit.all());
  }

  /** The whole. */
  Unit whole(Watched metric) {
    return units.stream()
        .filter(unit -> unit.metric() == metric && unit.scope().equals(organisation))
        .findFirst()
        .orElseThrow();
  }

  /** Expected rates of all segments. */
  double[] rates(Watched metric) {
    return rates.getOrDefault(metric, List.of()).stream().mapToDouble(rate -> rate).toArray();
  }

  /** Index of a segment. */
  int index(Segment segment) {
    return segments.indexOf(segment);
  }
}
