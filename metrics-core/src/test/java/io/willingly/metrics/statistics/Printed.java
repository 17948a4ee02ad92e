package io.willingly.metrics.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.assertj.core.data.Offset;

/**
 * Compares with a number as it stands in print: equal to its last digit, of which a program may
 * print more than a double has.
 */
final class Printed {
  private Printed() {}

  static void assertPrinted(double actual, String printed) {
    BigDecimal expected = new BigDecimal(printed);
    double half = expected.ulp().doubleValue() * 0.500001;
    assertThat(actual).isCloseTo(expected.doubleValue(), Offset.offset(Math.max(half, 1e-15)));
  }

  static void assertPrinted(Interval actual, String low, String high) {
    assertPrinted(actual.low(), low);
    assertPrinted(actual.high(), high);
  }
}
