package io.willingly.metrics.statistics;

import static io.willingly.metrics.statistics.Printed.assertPrinted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlChartTest {
  /** Montgomery's data as IMSL prints them. */
  private static final double[] MONTGOMERY = {
    9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04, 11.46, 9.20, 10.34, 9.03, 11.47, 10.51, 9.40,
    10.08, 9.37, 10.62, 10.31, 8.52, 10.84, 10.90, 9.33, 12.29, 11.50, 10.60, 11.08, 10.38, 11.62,
    11.31, 10.52
  };

  /** NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.4. */
  @Test
  void reproducesTheEwmaOfNist() {
    double[] values = {
      52.0, 47.0, 53.0, 49.3, 50.1, 47.0, 51.0, 50.1, 51.2, 50.5, 49.6, 47.6, 49.9, 51.3, 47.8,
      51.2, 52.6, 52.4, 53.6, 52.1
    };
    String[] printed = {
      "50.60", "49.52", "50.56", "50.18", "50.16", "49.21", "49.75", "49.85", "50.26", "50.33",
      "50.11", "49.36", "49.52", "50.05", "49.38", "49.92", "50.73", "51.23", "51.94", "51.99"
    };
    Ewma chart = new Ewma(50, 2.0539, 0.3, 3);

    double average = chart.centre();
    for (int i = 0; i < values.length; i++) {
      average = chart.next(average, values[i]);
      assertPrinted(average, printed[i]);
      assertThat(chart.limits().contains(average)).isTrue();
    }
    assertPrinted(chart.limits(), "47.4116", "52.5884");
  }

  @Test
  void reproducesTheEwmaOfMontgomery() {
    Ewma chart = new Ewma(10, 1, 0.1, 2.7);

    double[] averages = new double[MONTGOMERY.length];
    double average = chart.centre();
    for (int i = 0; i < MONTGOMERY.length; i++) {
      average = chart.next(average, MONTGOMERY[i]);
      averages[i] = average;
    }

    assertPrinted(averages[0], "9.945");
    assertPrinted(averages[1], "9.7495");
    assertPrinted(averages[27], "10.57314");
    assertPrinted(averages[28], "10.64682");
    assertPrinted(chart.limits().high(), "10.61942");
    assertThatIllegalArgumentException().isThrownBy(() -> new Ewma(0, 1, 0, 3));
  }

  @Test
  void reproducesTheCusumOfMontgomery() {
    List<Cusum> sums = new ArrayList<>();
    Cusum sum = Cusum.START;
    for (double value : MONTGOMERY) {
      sum = sum.after(value - 10, 0.5);
      sums.add(sum);
    }

    assertPrinted(sums.get(27).up(), "4.47");
    assertPrinted(sums.get(28).up(), "5.28");
    assertPrinted(sums.get(29).up(), "5.30");
    assertPrinted(sums.get(1).down(), "1.56");
    assertThat(sums.subList(0, 28)).allMatch(before -> before.up() <= 5 && before.down() <= 5);
  }

  /** Steiner 2014, p. 234: the risk of the Parsonnet score s. */
  @ParameterizedTest
  @CsvSource({
    " 0, 2,   -0.024,  0.669",
    "50, 2,   -0.433,  0.260",
    " 0, 0.5,  0.012, -0.681",
    "50, 0.5,  0.316, -0.377"
  })
  void weighsAsSteiner(double score, double oddsRatio, String without, String with) {
    double p = 1 / (1 + Math.exp(3.68 - 0.077 * score));

    assertPrinted(RiskAdjusted.weight(p, 1, oddsRatio, false), without);
    assertPrinted(RiskAdjusted.weight(p, 1, oddsRatio, true), with);
  }

  @Test
  void certaintiesWeighFinitely() {
    assertThat(RiskAdjusted.weight(0, 1, 2, true)).isCloseTo(Math.log(2), Offsets.ROUNDING);
    assertThat(RiskAdjusted.weight(0, 1, 2, false)).isZero();
    assertThat(RiskAdjusted.weight(1, 1, 2, true)).isCloseTo(0, Offsets.ROUNDING);
    assertThat(RiskAdjusted.weight(1, 1, 2, false)).isCloseTo(-Math.log(2), Offsets.ROUNDING);
    assertThatIllegalArgumentException().isThrownBy(() -> RiskAdjusted.weight(1.1, 1, 2, true));
    assertThatIllegalArgumentException().isThrownBy(() -> RiskAdjusted.weight(0.1, 0, 2, true));
  }

  /** Spiegelhalter 2005, A.1.1, computed with scipy's binomial. */
  @ParameterizedTest
  @CsvSource({
    "0.2,    100, 0.95,  0.1197422, 0.2764761",
    "0.2,    100, 0.998, 0.0809783, 0.3267659",
    "0.05,    30, 0.95,  0.0000000, 0.1264176",
    "0.074, 1000, 0.95,  0.0576708, 0.0901226",
    "0.074, 1000, 0.998, 0.0491693, 0.1002697",
    "0.9,     10, 0.95,  0.6212643, 0.9928301",
    "0,       10, 0.95,  0,         0",
    "1,       10, 0.95,  1,         1"
  })
  void drawsTheFunnel(double target, long trials, double confidence, String low, String high) {
    assertPrinted(FunnelLimits.of(target, trials, confidence, 1), low, high);
  }

  @Test
  void widensTheFunnelByTheRootOfTheDispersion() {
    assertPrinted(FunnelLimits.of(0.2, 100, 0.95, 4), "0.0432", "0.3568");
    assertThatIllegalArgumentException().isThrownBy(() -> FunnelLimits.of(0.2, 0, 0.95, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> FunnelLimits.of(0.2, 10, 0.95, 0.5));
  }

  /** Ten units of 100 about 0.5: deviations -4 to 4 standard deviations of 0.05, ends drawn in. */
  @Test
  void measuresDispersionWithoutTheExtremes() {
    List<Trials> units = new ArrayList<>();
    for (long successes : new long[] {10, 35, 40, 45, 50, 50, 55, 60, 65, 95}) {
      units.add(new Trials(successes, 100));
    }
    units.add(new Trials(0, 0));

    assertThat(FunnelLimits.dispersion(0.5, units))
        .isCloseTo((9 * 4 + 4 * 2 + 1 * 2) / 10.0, Offsets.ROUNDING);
    assertThat(FunnelLimits.dispersion(0.5, Collections.nCopies(20, new Trials(51, 100)))).isOne();
    assertThat(FunnelLimits.dispersion(0.5, List.of())).isOne();
  }
}
