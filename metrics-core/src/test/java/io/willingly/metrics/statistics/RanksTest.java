package io.willingly.metrics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.willingly.metrics.statistics.Ranks.RankInterval;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

class RanksTest {
  /**
   * Three pairs, so z is 2.394 first; the two pairs with the third unit are clear (distances 4.95
   * and 2.83 errors), then z is 1.96 and the last pair is clear too (2.12).
   */
  @Test
  void comparesStepwise() {
    List<RankInterval> ranks =
        Ranks.intervals(new double[] {2, 5, -2}, new double[] {1, 1, 1}, 0.95);

    assertThat(ranks)
        .containsExactly(new RankInterval(2, 2), new RankInterval(1, 1), new RankInterval(3, 3));
  }

  @Test
  void whatCannotBeToldSharesRanks() {
    assertThat(Ranks.intervals(new double[] {1, 1.5, 9}, new double[] {1, 1, 1}, 0.95))
        .containsExactly(new RankInterval(2, 3), new RankInterval(2, 3), new RankInterval(1, 1));
    assertThat(Ranks.intervals(new double[] {3, 3}, new double[] {0, 0}, 0.95))
        .containsExactly(new RankInterval(1, 2), new RankInterval(1, 2));
    assertThat(Ranks.intervals(new double[] {3, 4}, new double[] {0, 0}, 0.95))
        .containsExactly(new RankInterval(2, 2), new RankInterval(1, 1));
    assertThat(Ranks.intervals(new double[] {3}, new double[] {1}, 0.95))
        .containsExactly(new RankInterval(1, 1));
    assertThat(Ranks.intervals(new double[0], new double[0], 0.95)).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Ranks.intervals(new double[2], new double[1], 0.95));
  }

  @Test
  void holdsAllTrueRanksAtOnce() {
    SplittableRandom random = new SplittableRandom(7);
    int units = 20;
    double[] errors = new double[units];
    for (int unit = 0; unit < units; unit++) {
      errors[unit] = 0.5 + random.nextDouble();
    }
    int held = 0;
    for (int floor = 0; floor < 1000; floor++) {
      double[] estimates = new double[units];
      for (int unit = 0; unit < units; unit++) {
        estimates[unit] =
            unit
                + NormalDistribution.of(0, errors[unit])
                    .inverseCumulativeProbability(random.nextDouble());
      }
      held += holdsAll(Ranks.intervals(estimates, errors, 0.95)) ? 1 : 0;
    }

    assertThat(held).isGreaterThanOrEqualTo(950);
  }

  private static boolean holdsAll(List<RankInterval> ranks) {
    for (int unit = 0; unit < ranks.size(); unit++) {
      int truth = ranks.size() - unit;
      if (truth < ranks.get(unit).best() || truth > ranks.get(unit).worst()) {
        return false;
      }
    }
    return true;
  }
}
