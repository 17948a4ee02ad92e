package io.willingly.metrics.alarm;

import io.willingly.metrics.alarm.FloorPlan.Source;
import io.willingly.metrics.alarm.FloorPlan.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * Plays quarters of a floor on which nothing is wrong: deals end at random times (Poisson) at the
 * volume of the past, each with the event at the rate expected of its segment. Equal plans and
 * seeds give equal results.
 */
public final class FloorSimulation {
  /** No limit is lower: one deal more than usual is no news, however small the floor. */
  private static final double LOWEST_LIMIT = 2;

  /** About how many deals limits are simulated with: seconds. */
  private static final double DEALS = 10_000_000;

  private static final int FEWEST_QUARTERS = 400;
  private static final int MOST_QUARTERS = 2_000;

  /** Paths kept beyond those the budget allows for, so that the limit lies among them. */
  private static final int SPARE = 3;

  private static final int HALVINGS = 40;
  private static final double SAFETY = 1.645;

  private final FloorPlan plan;
  private final int before;
  private final int days;
  private final double deals;

  public FloorSimulation(FloorPlan plan) {
    this(plan, DEALS);
  }

  /**
   * A simulation of another effort.
   *
   * @param deals about how many deals limits are simulated with
   */
  FloorSimulation(FloorPlan plan, double deals) {
    this.plan = plan;
    this.deals = deals;
    this.before = plan.quarter().first() - plan.quarter().lookBack();
    this.days = before + plan.quarter().length();
  }

  /**
   * False alarms found.
   *
   * @param perQuarter on average
   * @param error standard error of the average
   */
  public record FalseAlarms(double perQuarter, double error) {}

  /** One quarter: the steps of each chart, and the highest scores of each scope. */
  private record Played(List<double[]> charts, List<Double> peers, List<Double> trends) {}

  /** The days of a chart and the highest it rose to. */
  private static final class Path {
    final double[] steps;
    final double highest;

    Path(double[] steps) {
      this.steps = steps;
      this.highest = DayCusum.highest(steps);
    }
  }

  /**
   * The limits at which each kind spends its share of a budget.
   *
   * @param budget false alarms a quarter, of all kinds on the whole floor
   */
  public Limits limits(double budget, long seed) {
    int quarters = quarters();
    PriorityQueue<Path> paths =
        new PriorityQueue<>(Comparator.comparingDouble(path -> path.highest));
    PriorityQueue<Double> peers = new PriorityQueue<>();
    PriorityQueue<Double> trends = new PriorityQueue<>();
    int kept = SPARE * allowed(AlarmKind.CUSUM, budget, quarters) + SPARE;
    SplittableRandom random = new SplittableRandom(seed);
    for (int quarter = 0; quarter < quarters; quarter++) {
      Played played = play(random);
      for (double[] steps : played.charts()) {
        offer(paths, new Path(steps), kept);
      }
      played.peers().forEach(s -> offer(peers, s, allowed(AlarmKind.PEER, budget, quarters) + 1));
      played
          .trends()
          .forEach(s -> offer(trends, s, allowed(AlarmKind.TREND, budget, quarters) + 1));
    }
    return new Limits(
        lowest(paths, allowed(AlarmKind.CUSUM, budget, quarters)),
        Math.max(LOWEST_LIMIT, peers.isEmpty() ? 0 : peers.peek()),
        Math.max(LOWEST_LIMIT, trends.isEmpty() ? 0 : trends.peek()));
  }

  /**
   * How many alarms in so many quarters keep a budget: as many as make the upper end of the
   * one-sided 95% interval of their mean reach it.
   */
  private static int allowed(AlarmKind kind, double budget, int quarters) {
    double spent = kind.share() * budget * quarters;
    return (int) Math.max(0, Math.floor(spent - SAFETY * Math.sqrt(spent)));
  }

  /** Keeps the greatest. */
  private static <T> void offer(PriorityQueue<T> kept, T value, int most) {
    kept.add(value);
    if (kept.size() > most) {
      kept.remove();
    }
  }

  /** The lowest limit with so many alarms at most, charts beginning again after each. */
  private static double lowest(PriorityQueue<Path> paths, int allowed) {
    double low = LOWEST_LIMIT;
    double high = paths.stream().mapToDouble(path -> path.highest).max().orElse(0) + LOWEST_LIMIT;
    for (int i = 0; i < HALVINGS; i++) {
      double limit = (low + high) / 2;
      long alarms =
          paths.stream().mapToLong(path -> DayCusum.crossings(path.steps, limit).size()).sum();
      if (alarms > allowed) {
        low = limit;
      } else {
        high = limit;
      }
    }
    return high;
  }

  private int quarters() {
    double ofOne = plan.units().stream().mapToDouble(unit -> unit.all().deals(days)).sum();
    return (int) Math.max(FEWEST_QUARTERS, Math.min(MOST_QUARTERS, deals / Math.max(1, ofOne)));
  }

  /** Counts the false alarms of each kind over fresh quarters. */
  public Map<AlarmKind, FalseAlarms> falseAlarms(Limits limits, int quarters, long seed) {
    long[] sums = new long[AlarmKind.values().length];
    long[] squares = new long[sums.length];
    SplittableRandom random = new SplittableRandom(seed);
    for (int quarter = 0; quarter < quarters; quarter++) {
      Played played = play(random);
      long[] found = {
        played.charts().stream()
            .mapToLong(steps -> DayCusum.crossings(steps, limits.cusum()).size())
            .sum(),
        played.peers().stream().filter(score -> score > limits.peer()).count(),
        played.trends().stream().filter(score -> score > limits.trend()).count()
      };
      for (int kind = 0; kind < found.length; kind++) {
        sums[kind] += found[kind];
        squares[kind] += found[kind] * found[kind];
      }
    }
    Map<AlarmKind, FalseAlarms> all = new EnumMap<>(AlarmKind.class);
    for (AlarmKind kind : AlarmKind.values()) {
      double mean = (double) sums[kind.ordinal()] / quarters;
      double variance = (double) squares[kind.ordinal()] / quarters - mean * mean;
      all.put(kind, new FalseAlarms(mean, Math.sqrt(Math.max(0, variance) / quarters)));
    }
    return all;
  }

  private Played play(SplittableRandom random) {
    List<double[]> charts = new ArrayList<>();
    List<Double> peers = new ArrayList<>();
    List<Double> trends = new ArrayList<>();
    for (Watched metric : plan.metrics()) {
      double[] rates = plan.rates(metric);
      Weeks whole = new Weeks(rates.length);
      List<Weeks> beside = new ArrayList<>();
      List<Unit> scopes = plan.scopes(metric);
      for (Unit unit : scopes) {
        Weeks weeks = new Weeks(rates.length);
        charts.addAll(play(unit, List.of(weeks, whole), random.split()));
        beside.add(weeks);
        if (unit.lookedAt()) {
          trends.add(highest(TrendChart.scores(weeks, rates)));
        }
      }
      trends.add(highest(TrendChart.scores(whole, rates)));
      double[][] scores = PeerLooks.scores(beside);
      for (int i = 0; i < scores.length; i++) {
        if (scopes.get(i).lookedAt()) {
          peers.add(highest(scores[i]));
        }
      }
    }
    return new Played(charts, peers, trends);
  }

  /** The steps of each chart of a scope in the quarter. */
  private List<double[]> play(Unit unit, List<Weeks> weeks, SplittableRandom random) {
    List<double[]> charts = new ArrayList<>();
    unit.charts().forEach(chart -> charts.add(new double[days - before]));
    for (Source source : unit.all().sources()) {
      int at = unit.chartOf(plan.segments().get(source.segment()));
      double event = DayCusum.weight(source, true);
      double none = DayCusum.weight(source, false);
      for (double time = wait(source, random); time < days; time += wait(source, random)) {
        boolean happened = random.nextDouble() < source.rate();
        int day = (int) time - before;
        int week = plan.quarter().week(plan.quarter().first() + day);
        weeks.forEach(each -> each.add(source.segment(), week, happened, 1));
        if (at >= 0 && day >= 0) {
          charts.get(at)[day] += happened ? event : none;
        }
      }
    }
    return charts;
  }

  /** Days until the next deal. */
  private static double wait(Source source, SplittableRandom random) {
    return -Math.log(1 - random.nextDouble()) / source.perDay();
  }

  private static double highest(double[] scores) {
    return Arrays.stream(scores).filter(score -> !Double.isNaN(score)).max().orElse(0);
  }
}
