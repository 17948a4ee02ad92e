package io.willingly.streams.query;

import java.util.Locale;

/** A rate that can be explained, and the columns that are its numerator and denominator (R80). */
public enum Metric {
  HAPPY_TO_PAY("kept_happy", "kept_answered"),
  REMORSE("remorse_30", "won"),
  REFERRAL("referred_90", "won");

  private final String numerator;
  private final String denominator;

  Metric(String numerator, String denominator) {
    this.numerator = numerator;
    this.denominator = denominator;
  }

  /** Column of the numerator. */
  public String numerator() {
    return numerator;
  }

  /** Column of the denominator. */
  public String denominator() {
    return denominator;
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
