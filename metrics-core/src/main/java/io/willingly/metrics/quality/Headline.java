package io.willingly.metrics.quality;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.tally.Cause;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The three rates people ask for first: what targets are set for and restatements are told in. */
public enum Headline {
  /**
   * The kept share times the happy share of the kept who answered (R26): a fraction of products, so
   * that it is exact.
   */
  HAPPY_TO_PAY {
    @Override
    public Fraction of(Tally tally, Definition definition) {
      Estimate.KeptAndHappy rate = HeadlineColumns.keptAndHappy(tally, definition.remorseDays());
      return new Fraction(
          Math.multiplyExact(rate.kept().numerator(), rate.numerator()),
          Math.multiplyExact(rate.kept().denominator(), rate.denominator()));
    }
  },
  /** Won deals taken back or regretted within 30 days (R10). */
  REMORSE_30 {
    @Override
    public Fraction of(Tally tally, Definition definition) {
      return new Fraction(tally.sum(TallyField.REMORSE_DAY, 0, 30), Section.won(tally));
    }
  },
  /** Won deals with a referral within 90 days (R33). */
  REFERRAL_90 {
    @Override
    public Fraction of(Tally tally, Definition definition) {
      return new Fraction(tally.sum(TallyField.REFERRED_DAY, 0, 90), Section.won(tally));
    }
  };

  private static final Set<String> AFTER_SALE =
      Set.of(
          "CANCELLED",
          "RETURNED",
          "REFUNDED",
          "CHARGED_BACK",
          "DISPUTE_WON",
          "CHURNED",
          "SURVEY_ANSWERED");

  /** Whether a fact is of a kind that can move the rate. */
  public boolean mayMove(Cause cause) {
    return !cause.minor()
        && (this == REFERRAL_90
            ? !AFTER_SALE.contains(cause.what())
            : !cause.what().startsWith("REFERRAL_"));
  }

  /** A rate as integers: what was counted, of how many. */
  public record Fraction(long numerator, long denominator) {
    /** The rate; absent without a denominator. */
    public Value rate() {
      return Value.rate(numerator, denominator);
    }
  }

  /** The integers of the rate in a tally. */
  public abstract Fraction of(Tally tally, Definition definition);

  /** As in topics and on the command line, such as {@code happy-to-pay}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Reads {@link #text()}.
   *
   * @throws IllegalArgumentException when it is none, with those there are
   */
  public static Headline parse(String text) {
    return Arrays.stream(values())
        .filter(headline -> headline.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no rate: '"
                        + text
                        + "'; allowed are "
                        + Arrays.stream(values())
                            .map(Headline::text)
                            .collect(Collectors.joining(", "))));
  }
}
