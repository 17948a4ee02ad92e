package io.willingly.metrics.statistics;

import static io.willingly.metrics.statistics.Printed.assertPrinted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class PosteriorTest {
  private static final Offset<Double> SEVEN_DIGITS = Offset.offset(1e-7);

  @Test
  void betaIsTheLibrarysBeta() {
    BetaPosterior beta = new BetaPosterior(3850, 8818);

    assertPrinted(beta.cdf(0.3), "0.169051");
    assertPrinted(beta.mean(), "0.303915");
    assertThat(beta.cdf(beta.quantile(0.2))).isCloseTo(0.2, Offset.offset(1e-9));
    assertPrinted(BetaPosterior.jeffreys(18, 20).credible(0.95), "0.7161467427", "0.9786275120");
    assertThatIllegalArgumentException().isThrownBy(() -> new BetaPosterior(0, 1));
  }

  /** Against adaptive quadrature of the same integral (scipy), pieces of a tenth of the width. */
  @ParameterizedTest
  @CsvFileSource(resources = "product-of-betas.csv", numLinesToSkip = 1)
  void multipliesRates(
      double alpha1, double beta1, double alpha2, double beta2, double z, double expected) {
    BetaPosterior one = new BetaPosterior(alpha1, beta1);
    BetaPosterior other = new BetaPosterior(alpha2, beta2);

    assertThat(new ProductPosterior(one, other).cdf(z)).isCloseTo(expected, SEVEN_DIGITS);
    assertThat(new ProductPosterior(other, one).cdf(z)).isCloseTo(expected, SEVEN_DIGITS);
  }

  @ParameterizedTest
  @CsvSource({
    "27, 30, 18, 24, 0.4770880, 0.8148542",
    "95, 100, 40, 50, 0.6330246, 0.8511115",
    " 5,  5,  3,  3, 0.3927386, 0.9938998",
    " 0, 10,  4,  9, 0.0000195, 0.1044894"
  })
  void givesIntervalsOfProducts(
      long kept, long deals, long happy, long answered, String low, String high) {
    ProductPosterior product =
        new ProductPosterior(
            BetaPosterior.jeffreys(kept, deals), BetaPosterior.jeffreys(happy, answered));

    assertPrinted(product.credible(0.95), low, high);
  }

  /** Wilks 1932: Beta(a, b) times Beta(a + b, c) is Beta(a, b + c). */
  @ParameterizedTest
  @CsvSource({"0.5, 0.5, 3", "20.5, 3.5, 0.5", "900, 200, 40", "1, 1, 1"})
  void agreesWithTheOneProductThatIsItselfABeta(double a, double b, double c) {
    ProductPosterior product =
        new ProductPosterior(new BetaPosterior(a, b), new BetaPosterior(a + b, c));
    BetaPosterior expected = new BetaPosterior(a, b + c);

    assertThat(product.mean()).isCloseTo(expected.mean(), Offsets.ROUNDING);
    for (double p : new double[] {0.001, 0.025, 0.2, 0.5, 0.9, 0.975, 0.9999}) {
      assertThat(product.cdf(expected.quantile(p))).isCloseTo(p, SEVEN_DIGITS);
      assertThat(product.cdf(product.quantile(p))).isCloseTo(p, Offset.offset(1e-8));
    }
  }

  @Test
  void endsAtZeroAndOne() {
    ProductPosterior product =
        new ProductPosterior(BetaPosterior.jeffreys(0, 0), BetaPosterior.jeffreys(0, 0));

    assertThat(product.cdf(-1)).isZero();
    assertThat(product.cdf(0)).isZero();
    assertThat(product.cdf(1)).isOne();
    assertThat(product.quantile(0)).isZero();
    assertThat(product.quantile(1)).isOne();
  }
}
