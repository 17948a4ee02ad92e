package io.willingly.metrics.statistics;

import static io.willingly.metrics.statistics.Printed.assertPrinted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class FalseDiscoveryTest {
  /** R multtest, in the tests of statsmodels, with one digit less: the p values are printed too. */
  @Test
  void adjustsAsBenjaminiAndHochberg() {
    double[] adjusted =
        FalseDiscovery.benjaminiHochberg(
            new double[] {
              0.967833824,
              2.81405062e-4,
              0.0149877311,
              0.642193924,
              0.680845948,
              5.23656777e-5,
              0.0202732689,
              0.177096953,
              0.716269382,
              0.838541368
            });

    String[] printed = {
      "0.96783382",
      "0.0014070253",
      "0.049959104",
      "0.89533673",
      "0.89533673",
      "0.00052365678",
      "0.050683172",
      "0.35419391",
      "0.89533673",
      "0.93171263"
    };
    for (int i = 0; i < printed.length; i++) {
      assertPrinted(adjusted[i], printed[i]);
    }
  }

  @Test
  void adjustedProbabilitiesNeverExceedOneAndTiesStayTied() {
    assertThat(FalseDiscovery.benjaminiHochberg(new double[] {1, 0.04, 1, 0.04}))
        .containsExactly(1, 0.08, 1, 0.08);
    assertThat(FalseDiscovery.benjaminiHochberg(new double[0])).isEmpty();
  }

  @Test
  void meansTheErrorsOfAllThatAreAsSure() {
    assertThat(FalseDiscovery.qValues(new double[] {0.3, 0.1, 0.3, 0, 1}))
        .containsExactly(0.7 / 4, 0.1 / 2, 0.7 / 4, 0, 1.7 / 5);
    assertThat(FalseDiscovery.qValues(new double[0])).isEmpty();
  }

  @Test
  void refusesWhatIsNoProbability() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FalseDiscovery.qValues(new double[] {0.1, Double.NaN}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FalseDiscovery.benjaminiHochberg(new double[] {1.1}));
  }
}
