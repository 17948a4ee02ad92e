package io.willingly.streams.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.tally.Tally;
import io.willingly.streams.demo.ConstantTruth.Observed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rate must not move when only the response rate does. */
class ResponseRateTest {
  private static final double Z95 = 1.959964;
  private static final double Z999 = 3.290527;
  private static final int REPS = 100;
  private static final int DEALS = 300;

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.10, 0.25, 0.50, 0.80})
  void theRateStaysAtTheTruthWithinItsInterval(double response) {
    ConstantTruth study = new ConstantTruth(17);
    for (int rep = 0; rep < REPS; rep++) {
      study.sell("R-" + rep, DEALS, response);
    }

    Map<String, Tally> byRep = study.byRep();
    Observed pooled = Observed.of(byRep.values().stream().reduce(Tally.ZERO, Tally::plus));
    long covered =
        byRep.values().stream()
            .map(Observed::of)
            .filter(observed -> observed.interval(Z95).contains(ConstantTruth.TRUTH))
            .count();

    assertThat(pooled.won()).isEqualTo((long) REPS * DEALS);
    assertThat(pooled.answered() / (double) pooled.kept())
        .isBetween(response - 0.02, response + 0.02);
    assertThat(pooled.interval(Z999).contains(pooled.rate())).isTrue();
    assertThat(pooled.interval(Z999).contains(ConstantTruth.TRUTH))
        .as("%s around %s", pooled.interval(Z999), pooled.rate())
        .isTrue();
    // Three standard errors of 100 intervals of 95 %.
    assertThat(covered).as("intervals of %s reps that hold the truth", REPS).isBetween(88L, 100L);
    // One ratio over both would measure the response instead.
    assertThat(pooled.naive()).isLessThan(ConstantTruth.TRUTH * (response + 0.05));
  }

  @Test
  void theIntervalOfTheProductHoldsTheTruthAsOftenAsItSays() {
    long covered = 0;
    long all = 0;
    for (double response : List.of(0.10, 0.40)) {
      ConstantTruth study = new ConstantTruth(23);
      for (int rep = 0; rep < 250; rep++) {
        study.sell("R-" + rep, 120, response);
      }
      for (Tally tally : study.byRep().values()) {
        covered += Observed.of(tally).interval(Z95).contains(ConstantTruth.TRUTH) ? 1 : 0;
        all++;
      }
    }

    assertThat(covered / (double) all).as("coverage").isBetween(0.92, 0.985);
  }

  @Test
  void identicalRepsAreOrderedByChanceNotByResponse() {
    int pairs = 300;
    ConstantTruth study = new ConstantTruth(29);
    for (int pair = 0; pair < pairs; pair++) {
      study.sell("few-" + pair, 150, 0.10);
      study.sell("many-" + pair, 150, 0.40);
    }
    Map<String, Tally> byRep = study.byRep();
    List<Double> wins = new ArrayList<>();
    List<Double> naiveWins = new ArrayList<>();
    for (int pair = 0; pair < pairs; pair++) {
      Observed few = Observed.of(byRep.getOrDefault("few-" + pair, Tally.ZERO));
      Observed many = Observed.of(byRep.getOrDefault("many-" + pair, Tally.ZERO));
      wins.add(win(few.rate(), many.rate()));
      naiveWins.add(win(few.naive(), many.naive()));
    }

    assertThat(mean(wins)).as("the rep with few answers comes first").isBetween(0.40, 0.60);
    assertThat(mean(naiveWins)).as("by one ratio over both").isLessThan(0.01);
  }

  private static double win(double mine, double other) {
    return (Math.signum(mine - other) + 1) / 2;
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }
}
