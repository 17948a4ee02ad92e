package io.willingly.streams.query;

import io.willingly.metrics.comparison.Yardstick;
import java.util.Locale;

/** A rate that can be explained and compared, and its columns (R80). */
public enum Metric {
  HAPPY_TO_PAY("kept_happy", "kept_answered", "happy_to_pay_rate", Yardstick.HAPPY_TO_PAY),
  REMORSE("remorse_30", "won", "remorse_rate_30", Yardstick.REMORSE),
  REFERRAL("referred_90", "won", "referral_rate_90", Yardstick.REFERRAL);

  private final String numerator;
  private final String denominator;
  private final String rate;
  private final Yardstick yardstick;

  Metric(String numerator, String denominator, String rate, Yardstick yardstick) {
    this.numerator = numerator;
    this.denominator = denominator;
    this.rate = rate;
    this.yardstick = yardstick;
  }

  /** Column of the numerator. */
  public String numerator() {
    return numerator;
  }

  /** Column of the denominator. */
  public String denominator() {
    return denominator;
  }

  /** Column of the rate: of happy-to-pay the share of the fraction times the share that kept it. */
  public String rate() {
    return rate;
  }

  /** As what reps and teams are compared by it. */
  Yardstick yardstick() {
    return yardstick;
  }

  /** As on the command line, such as {@code happy-to-pay}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Reads {@link #text()}.
   *
   * @throws IllegalArgumentException when it is none, with those there are
   */
  public static Metric parse(String text) {
    for (Metric metric : values()) {
      if (metric.text().equals(text)) {
        return metric;
      }
    }
    throw new IllegalArgumentException(
        "no metric: '" + text + "'; allowed are happy-to-pay, remorse and referral");
  }
}
