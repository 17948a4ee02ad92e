package io.willingly.metrics.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tiers of simulated reps whose true rates are known, from fit to false-discovery rate. */
class TiersTest {
  private static final double TARGET = 0.8;

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.1, 0.2})
  void keepTheStatedFalseDiscoveryRate(double stated) {
    Floor floor = new Floor(5);

    Called above = floor.call(true, stated);
    Called below = floor.call(false, stated);

    assertThat(above.number()).isGreaterThan(100);
    assertThat(below.number()).isGreaterThan(100);
    assertThat(above.falseShare()).isLessThan(stated + above.noise(stated));
    assertThat(below.falseShare()).isLessThan(stated + below.noise(stated));
    assertThat(above.falseShare() + below.falseShare()).isGreaterThan(stated);
  }

  @Test
  void nobodyIsCalledOnAHandfulOfAnswers() {
    Prior prior = Prior.fit(List.of(new Trials(3, 4), new Trials(4, 4), new Trials(2, 4)));

    assertThat(FalseDiscovery.qValues(new double[] {prior.given(4, 4).cdf(TARGET)})[0])
        .isGreaterThan(0.05);
  }

  private record Called(int number, int wrong) {
    double falseShare() {
      return (double) wrong / number;
    }

    /** Two standard errors. */
    double noise(double share) {
      return 2 * Math.sqrt(share * (1 - share) / number);
    }
  }

  /** 1,000 reps with 10 to 300 answers each and rates from Beta(24, 6). */
  private static final class Floor {
    private final List<Double> truths = new ArrayList<>();
    private final List<Trials> seen = new ArrayList<>();

    Floor(long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      BetaPosterior rates = new BetaPosterior(24, 6);
      for (int rep = 0; rep < 1000; rep++) {
        double truth = rates.quantile(random.nextDouble());
        long answers = random.nextLong(10, 301);
        long happy = 0;
        for (long answer = 0; answer < answers; answer++) {
          happy += random.nextDouble() < truth ? 1 : 0;
        }
        truths.add(truth);
        seen.add(new Trials(happy, answers));
      }
    }

    Called call(boolean above, double stated) {
      Prior prior = Prior.fit(seen);
      double[] rates =
          FalseDiscovery.qValues(
              seen.stream()
                  .map(rep -> prior.given(rep.successes(), rep.trials()).cdf(TARGET))
                  .mapToDouble(below -> above ? below : 1 - below)
                  .toArray());
      int number = 0;
      int wrong = 0;
      for (int rep = 0; rep < rates.length; rep++) {
        if (rates[rep] <= stated) {
          number++;
          wrong += truths.get(rep) > TARGET == above ? 0 : 1;
        }
      }
      return new Called(number, wrong);
    }
  }
}
