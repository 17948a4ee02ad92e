package io.willingly.streams.query;

import io.willingly.metrics.fact.Currencies;
import java.math.BigDecimal;

/** Money in words: {@code 12.50 EUR}. */
final class MoneyText {
  private MoneyText() {}

  static String of(long minor, String currency) {
    int digits = Currencies.minorDigits(currency).orElse(0);
    return BigDecimal.valueOf(minor, digits).toPlainString() + " " + currency;
  }
}
