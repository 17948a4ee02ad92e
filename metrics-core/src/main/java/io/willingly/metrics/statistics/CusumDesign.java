package io.willingly.metrics.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The limit of the risk-adjusted charts of a whole floor, chosen by simulation so that together
 * they give no more false alarms than a budget allows, and the delay this implies (method of
 * Steiner, Cook, Farewell and Treasure 2000). The same charts and seed give the same design.
 *
 * @param limit a chart gives an alarm when its sum exceeds it, and starts again at 0
 * @param falseAlarmsPerQuarter of the whole floor, as simulated when all is as expected
 * @param standardError of the simulated number, as of a Poisson count
 * @param quarters how many were simulated
 * @param delays of the charts, in the order given
 */
public record CusumDesign(
    double limit,
    double falseAlarmsPerQuarter,
    double standardError,
    int quarters,
    List<Delay> delays) {
  /** Days of a quarter, on average. */
  private static final double DAYS = 365.25 / 4;

  /** Simulated deals: enough for a few percent, few enough for a second. */
  private static final double MOST_DEALS = 5e6;

  /** Simulated false alarms: their number is then known to 3 percent. */
  private static final double ENOUGH_ALARMS = 1000;

  private static final int LEAST_QUARTERS = 4;

  /** The budget holds at the upper end of the one-sided 95% interval of what was simulated. */
  private static final double SAFETY = Normal.exceededWith(0.05);

  private static final double PRECISION = 1e-3;

  /** Simulated runs of each chart after the odds have changed. */
  private static final int RUNS = 400;

  /** Fewer runs where they are long: so many deals in all. */
  private static final int MOST_DRAWS = 200_000;

  /** Quarters and deals after which a run counts as never caught. */
  private static final double PATIENCE = 40;

  private static final double PATIENCE_DEALS = 20_000;

  /**
   * How long a chart takes to give the alarm after the odds have changed, from 0, where it is
   * slowest.
   *
   * @param meanDeals deals until the alarm; a run is given up after ten years or 20,000 deals and
   *     counts with these, so that this is a lower bound when caught is below 1
   * @param p90Deals within so many deals 9 of 10 are caught; infinite when fewer ever are
   * @param meanDays the same in days, at the chart's number of deals a quarter
   * @param p90Days the same in days
   * @param caught share of runs not given up
   */
  public record Delay(
      double meanDeals, double p90Deals, double meanDays, double p90Days, double caught) {}

  public CusumDesign {
    delays = List.copyOf(delays);
  }

  /**
   * Designs the charts of a floor.
   *
   * @param charts all charts that share the budget
   * @param oddsRatio to detect: 2 for odds that double; not 1
   * @param budget false alarms of the whole floor in a quarter, above 0
   * @param seed of the simulation
   */
  public static CusumDesign of(
      List<CusumChart> charts, double oddsRatio, double budget, long seed) {
    if (!(budget > 0) || oddsRatio == 1) {
      throw new IllegalArgumentException(
          "no charts for odds ratio %s within %s false alarms: not 1, above 0"
              .formatted(oddsRatio, budget));
    }
    double perQuarter = charts.stream().mapToDouble(CusumChart::perQuarter).sum();
    int quarters =
        (int)
            Math.max(
                LEAST_QUARTERS, Math.min(ENOUGH_ALARMS / budget, MOST_DEALS / (perQuarter + 1)));
    SplittableRandom random = new SplittableRandom(seed);
    List<float[]> paths = new ArrayList<>();
    for (CusumChart chart : charts) {
      paths.add(path(chart, quarters, oddsRatio, random));
    }
    double limit = limit(paths, budget * quarters);
    double alarms = alarms(paths, limit);
    List<Delay> delays =
        charts.stream().map(chart -> delay(chart, limit, oddsRatio, random)).toList();
    return new CusumDesign(
        limit, alarms / quarters, Math.sqrt(Math.max(1, alarms)) / quarters, quarters, delays);
  }

  /** The evidence of all deals of a chart while all is as expected. */
  private static float[] path(
      CusumChart chart, int quarters, double oddsRatio, SplittableRandom random) {
    float[] path = new float[(int) Math.round(chart.perQuarter() * quarters)];
    CusumChart.Deals deals = chart.deals(1, oddsRatio);
    for (int i = 0; i < path.length; i++) {
      path[i] = (float) deals.draw(random);
    }
    return path;
  }

  /** The smallest limit with which the same deals give no more alarms than allowed. */
  private static double limit(List<float[]> paths, double allowed) {
    double low = 0;
    double high = 1;
    while (!holds(paths, high, allowed)) {
      low = high;
      high *= 2;
    }
    while (high - low > PRECISION) {
      double middle = (low + high) / 2;
      if (holds(paths, middle, allowed)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  private static boolean holds(List<float[]> paths, double limit, double allowed) {
    double alarms = alarms(paths, limit);
    return alarms + SAFETY * Math.sqrt(alarms) <= allowed;
  }

  private static double alarms(List<float[]> paths, double limit) {
    long alarms = 0;
    for (float[] path : paths) {
      double sum = 0;
      for (float weight : path) {
        sum = Cusum.next(sum, weight);
        if (sum > limit) {
          alarms++;
          sum = 0;
        }
      }
    }
    return alarms;
  }

  private static Delay delay(
      CusumChart chart, double limit, double oddsRatio, SplittableRandom random) {
    if (chart.perQuarter() == 0) {
      double never = Double.POSITIVE_INFINITY;
      return new Delay(never, never, never, never, 0);
    }
    CusumChart.Deals deals = chart.deals(oddsRatio, oddsRatio);
    double patience = Math.min(PATIENCE_DEALS, Math.ceil(PATIENCE * chart.perQuarter()));
    double[] runs = new double[RUNS];
    int count = 0;
    int caught = 0;
    for (int draws = 0; count < RUNS && draws < MOST_DRAWS; count++) {
      double sum = 0;
      int seen = 0;
      while (seen < patience && sum <= limit) {
        sum = Cusum.next(sum, deals.draw(random));
        seen++;
      }
      runs[count] = seen;
      draws += seen;
      caught += sum > limit ? 1 : 0;
    }
    Arrays.sort(runs, 0, count);
    double mean = Arrays.stream(runs, 0, count).average().orElseThrow();
    int ninth = (int) Math.ceil(0.9 * count);
    double p90 = caught >= ninth ? runs[ninth - 1] : Double.POSITIVE_INFINITY;
    double days = DAYS / chart.perQuarter();
    return new Delay(mean, p90, mean * days, p90 * days, (double) caught / count);
  }
}
