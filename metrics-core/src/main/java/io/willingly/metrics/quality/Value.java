package io.willingly.metrics.quality;

import io.willingly.metrics.fact.Money;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Collectors;

/** The value of a column, exact: computed from integers only, never through a float. */
public sealed interface Value {
  /** No number: the rate has no denominator. Missing is not zero. */
  Value ABSENT = new Absent();

  /** Whether it alone makes no row worth printing (R79). */
  boolean isZero();

  /** As in CSV: empty for a missing rate, money as {@code EUR=123;USD=45} in minor units. */
  String text();

  /** A count. */
  record Count(long count) implements Value {
    @Override
    public boolean isZero() {
      return count == 0;
    }

    @Override
    public String text() {
      return Long.toString(count);
    }
  }

  /**
   * A rate rounded half up to six decimals (R79).
   *
   * @param millionths the rate times 1,000,000
   */
  record Rate(long millionths) implements Value {
    static final int SCALE = 6;
    private static final long ONE = 1_000_000;

    public BigDecimal decimal() {
      return BigDecimal.valueOf(millionths, SCALE);
    }

    @Override
    public boolean isZero() {
      return millionths == 0;
    }

    @Override
    public String text() {
      return decimal().toPlainString();
    }
  }

  /**
   * Money by currency, in minor units.
   *
   * @param amounts by alphabetic currency code, none zero
   */
  record Amounts(List<Money> amounts) implements Value {
    static final Amounts NONE = new Amounts(List.of());

    public Amounts {
      amounts = List.copyOf(amounts);
    }

    @Override
    public boolean isZero() {
      return amounts.isEmpty();
    }

    @Override
    public String text() {
      return amounts.stream()
          .map(money -> money.currency() + "=" + money.minor())
          .collect(Collectors.joining(";"));
    }
  }

  /** See {@link #ABSENT}. */
  record Absent() implements Value {
    @Override
    public boolean isZero() {
      return true;
    }

    @Override
    public String text() {
      return "";
    }
  }

  /** The ratio as a rate; absent without a denominator. */
  static Value rate(long numerator, long denominator) {
    if (denominator <= 0) {
      return ABSENT;
    }
    long room = Long.MAX_VALUE / (4 * Rate.ONE);
    if (numerator > room || numerator < -room) {
      return rate(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
    }
    long halves = 2 * Rate.ONE * Math.abs(numerator) / denominator;
    long rounded = (halves + 1) / 2;
    return new Rate(numerator < 0 ? -rounded : rounded);
  }

  /** The ratio of numbers of any size. */
  static Value rate(BigInteger numerator, BigInteger denominator) {
    return denominator.signum() <= 0
        ? ABSENT
        : new Rate(
            new BigDecimal(numerator)
                .divide(new BigDecimal(denominator), Rate.SCALE, RoundingMode.HALF_UP)
                .unscaledValue()
                .longValueExact());
  }
}
