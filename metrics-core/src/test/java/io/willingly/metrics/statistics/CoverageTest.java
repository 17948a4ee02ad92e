package io.willingly.metrics.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.statistics.DirectStandardisation.Stratum;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Of a thousand units whose truth is known, intervals of 95% hold it for 93 to 97 in a hundred
 * (R87).
 */
class CoverageTest {
  private static final double[] RATES = {0.05, 0.2, 0.5, 0.8, 0.95};
  private static final long[] SIZES = {10, 30, 100, 300};

  private final SplittableRandom random = new SplittableRandom(20_261_122);
  private int held;
  private int all;

  @ParameterizedTest
  @EnumSource(
      value = BinomialInterval.class,
      names = {"WILSON", "JEFFREYS"})
  void ofRates(BinomialInterval method) {
    for (double rate : RATES) {
      for (long size : SIZES) {
        for (int unit = 0; unit < 50; unit++) {
          count(method.of(successes(rate, size), size, 0.95), rate);
        }
      }
    }

    assertHeld(1000);
  }

  @Test
  void ofProductsOfRates() {
    products(
        (kept, deals, happy, answers) ->
            new ProductPosterior(
                    BetaPosterior.jeffreys(kept, deals), BetaPosterior.jeffreys(happy, answers))
                .credible(0.95));
  }

  @ParameterizedTest
  @EnumSource(
      value = BinomialInterval.class,
      names = {"WILSON", "JEFFREYS"})
  void ofProductsOfRatesByRecovery(BinomialInterval method) {
    products(
        (kept, deals, happy, answers) ->
            ProductInterval.of(method, kept, deals, happy, answers, 0.95));
  }

  private interface ProductMethod {
    Interval of(long kept, long deals, long happy, long answers);
  }

  private void products(ProductMethod method) {
    for (double kept : new double[] {0.5, 0.8, 0.95}) {
      for (double happy : new double[] {0.2, 0.5, 0.8, 0.95}) {
        for (long deals : new long[] {30, 100, 300}) {
          for (long answers : new long[] {10, 30, 100}) {
            for (int unit = 0; unit < 10; unit++) {
              count(
                  method.of(successes(kept, deals), deals, successes(happy, answers), answers),
                  kept * happy);
            }
          }
        }
      }
    }

    assertHeld(1080);
  }

  /** Remorse of 10 to 40 in a hundred, spread over 60 days, deals of the last 90; kept at 30. */
  @Test
  void ofKaplanMeier() {
    for (double remorse : new double[] {0.1, 0.2, 0.4}) {
      for (int deals : new int[] {50, 100, 300, 1000}) {
        for (int unit = 0; unit < 100; unit++) {
          KaplanMeier.Builder builder = new KaplanMeier.Builder();
          for (int deal = 0; deal < deals; deal++) {
            int seen = random.nextInt(90);
            int event = random.nextDouble() < remorse ? random.nextInt(60) : Integer.MAX_VALUE;
            builder.add(Math.min(seen, event), event <= seen ? 1 : 0, event <= seen ? 0 : 1);
          }
          count(
              KaplanMeier.interval(builder.build().at(30), 0.95, KaplanMeier.Transform.LOG_LOG),
              1 - remorse * 31 / 60);
        }
      }
    }

    assertHeld(1200);
  }

  @Test
  void ofStandardisedRates() {
    for (double rate : RATES) {
      for (long size : SIZES) {
        for (int unit = 0; unit < 50; unit++) {
          double other = rate / 2;
          count(
              DirectStandardisation.of(
                      List.of(
                          new Stratum(3, successes(rate, size), size),
                          new Stratum(1, successes(other, 2 * size), 2 * size)))
                  .interval(0.95),
              (3 * rate + other) / 4);
        }
      }
    }

    assertHeld(1000);
  }

  /** A unit's mix is not the standard's, and some strata have a trial or two. */
  @Test
  void ofStandardisedRatesOfFewTrials() {
    double[] shares = {0.35, 0.25, 0.2, 0.15, 0.05};
    double[] tilts = {1, 0.8, 1.2, 0.9, 1.1};
    for (double rate : new double[] {0.05, 0.2, 0.5, 0.8}) {
      for (int unit = 0; unit < 1_000; unit++) {
        List<Stratum> strata = new ArrayList<>();
        double truth = 0;
        for (int i = 0; i < shares.length; i++) {
          long trials = 1 + Math.round(random.nextDouble() * 60 * shares[i]);
          strata.add(new Stratum(1, successes(rate * tilts[i], trials), trials));
          truth += rate * tilts[i] / shares.length;
        }
        count(DirectStandardisation.of(strata).interval(0.95), truth);
      }
    }

    assertHeld(4000);
  }

  /** Few large strata and many small ones. */
  @Test
  void ofDifferencesWithinStrata() {
    for (int[] shape : new int[][] {{1, 20}, {2, 100}, {10, 10}, {50, 3}, {200, 2}}) {
      for (double base : new double[] {0.1, 0.3, 0.6}) {
        for (int unit = 0; unit < 70; unit++) {
          List<TwoByTwo> strata = new ArrayList<>();
          for (int stratum = 0; stratum < shape[0]; stratum++) {
            double rate = base + 0.1 * random.nextDouble();
            long exposed = random.nextLong(1, shape[1] + 1L);
            long others = random.nextLong(1, shape[1] + 1L);
            long yes = successes(rate + 0.1, exposed);
            long otherYes = successes(rate, others);
            strata.add(new TwoByTwo(yes, exposed - yes, otherYes, others - otherYes));
          }
          count(MantelHaenszel.of(strata).orElseThrow().riskDifferenceInterval(0.95), 0.1);
        }
      }
    }

    assertHeld(1050);
  }

  private long successes(double rate, long trials) {
    long successes = 0;
    for (long trial = 0; trial < trials; trial++) {
      successes += random.nextDouble() < rate ? 1 : 0;
    }
    return successes;
  }

  private void count(Interval interval, double truth) {
    all++;
    held += interval.contains(truth) ? 1 : 0;
  }

  private void assertHeld(int units) {
    assertThat(all).isEqualTo(units);
    assertThat((double) held / all).isBetween(0.93, 0.97);
  }
}
