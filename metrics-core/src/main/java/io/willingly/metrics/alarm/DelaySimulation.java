package io.willingly.metrics.alarm;

import io.willingly.metrics.alarm.FloorPlan.Chart;
import io.willingly.metrics.alarm.FloorPlan.Source;
import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * Plays one chart from the day on which its odds double, quarter after quarter, until it crosses
 * its limit. Deals signed before go on to end as they used to.
 */
public final class DelaySimulation {
  private static final int RUNS = 400;
  private static final int QUARTER = 7 * Quarter.WEEKS;
  private static final int BEFORE = 7 * Quarter.WEEKS_BEFORE;

  private final FloorPlan plan;
  private final Limits limits;

  public DelaySimulation(FloorPlan plan, Limits limits) {
    this.plan = plan;
    this.limits = limits;
  }

  /**
   * The delay of a chart; the scope's shared one for the looks at the whole scope.
   *
   * @param chart the deals it is of
   */
  public Delay delay(AlarmKind kind, Watched metric, Chart chart, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long[] deals = new long[RUNS];
    long[] days = new long[RUNS];
    for (int run = 0; run < RUNS; run++) {
      Run played = new Run(metric, chart, random.split());
      days[run] = played.until(kind);
      deals[run] = played.signed((int) days[run]);
    }
    Arrays.sort(deals);
    Arrays.sort(days);
    int nineOfTen = RUNS * 9 / 10 - 1;
    return new Delay(
        Math.round(Arrays.stream(deals).average().orElse(0)),
        Math.toIntExact(Math.round(Arrays.stream(days).average().orElse(0))),
        deals[nineOfTen],
        Math.toIntExact(days[nineOfTen]),
        Math.toIntExact(100 * Arrays.stream(days).filter(day -> day <= QUARTER).count() / RUNS));
  }

  /** One play; days are counted from the day the odds double. */
  private final class Run {
    private final Chart chart;
    private final SplittableRandom random;
    private final Lags lags;
    private final Lags.Draw eventLag;
    private final Lags.Draw otherLag;
    private final long[][] trials;
    private final long[][] events;
    private final long[] signed = new long[Delay.LONGEST];
    private final double[] rates;

    Run(Watched metric, Chart chart, SplittableRandom random) {
      this.chart = chart;
      this.random = random;
      this.lags = Objects.requireNonNull(plan.lags().get(metric));
      this.eventLag = new Lags.Draw(lags.events());
      this.otherLag = new Lags.Draw(lags.others());
      int all = BEFORE + Delay.LONGEST + lags.longest() + 1;
      this.trials = new long[chart.sources().size()][all];
      this.events = new long[chart.sources().size()][all];
      this.rates = plan.rates(metric);
    }

    /** Days until the first alarm. */
    long until(AlarmKind kind) {
      sign(-BEFORE - lags.longest(), 0);
      for (int start = 0; start < Delay.LONGEST; start += QUARTER) {
        sign(start, start + QUARTER);
        int day = first(kind, start);
        if (day >= 0) {
          return start + day + 1L;
        }
      }
      return Delay.LONGEST;
    }

    long signed(int days) {
      return Arrays.stream(signed, 0, days).sum();
    }

    private void sign(int from, int to) {
      for (int i = 0; i < chart.sources().size(); i++) {
        Source source = chart.sources().get(i);
        double usual = source.rate();
        double odds = DayCusum.ODDS * usual / (1 - usual);
        double time = from - Math.log(1 - random.nextDouble()) / source.perDay();
        while (time < to) {
          int day = (int) Math.floor(time);
          boolean happened = random.nextDouble() < (day < 0 ? usual : odds / (1 + odds));
          int known = BEFORE + day + (happened ? eventLag : otherLag).next(random);
          if (known >= 0) {
            trials[i][known]++;
            events[i][known] += happened ? 1 : 0;
          }
          if (day >= 0) {
            signed[day]++;
          }
          time -= Math.log(1 - random.nextDouble()) / source.perDay();
        }
      }
    }

    /** Day of the quarter of the first alarm, -1 without one. */
    private int first(AlarmKind kind, int start) {
      return switch (kind) {
        case CUSUM ->
            DayCusum.crossings(steps(start), limits.cusum()).stream()
                .findFirst()
                .map(DayCusum.Crossing::day)
                .orElse(-1);
        case TREND -> {
          double[] scores = TrendChart.scores(weeks(start), rates);
          yield lastDay(scores, limits.trend());
        }
        case PEER -> {
          Weeks weeks = weeks(start);
          double[] scores = new double[Quarter.WEEKS];
          Arrays.setAll(scores, look -> PeerLooks.score(weeks, rates, look));
          yield lastDay(scores, limits.peer());
        }
      };
    }

    private static int lastDay(double[] scores, double limit) {
      for (int week = 0; week < scores.length; week++) {
        if (scores[week] > limit) {
          return 7 * week + 6;
        }
      }
      return -1;
    }

    private double[] steps(int start) {
      double[] steps = new double[QUARTER];
      for (int i = 0; i < trials.length; i++) {
        double event = DayCusum.weight(chart.sources().get(i), true);
        double none = DayCusum.weight(chart.sources().get(i), false);
        for (int day = 0; day < QUARTER; day++) {
          long happened = events[i][BEFORE + start + day];
          steps[day] += happened * event + (trials[i][BEFORE + start + day] - happened) * none;
        }
      }
      return steps;
    }

    private Weeks weeks(int start) {
      Weeks weeks = new Weeks(rates.length);
      for (int i = 0; i < trials.length; i++) {
        int segment = chart.sources().get(i).segment();
        for (int day = 0; day < BEFORE + QUARTER; day++) {
          long happened = events[i][start + day];
          weeks.add(segment, day / 7, true, happened);
          weeks.add(segment, day / 7, false, trials[i][start + day] - happened);
        }
      }
      return weeks;
    }
  }
}
