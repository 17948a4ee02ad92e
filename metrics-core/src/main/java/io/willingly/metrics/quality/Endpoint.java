package io.willingly.metrics.quality;

import io.willingly.metrics.tally.TallyField;
import java.util.List;
import java.util.Locale;

/** What can happen to a won deal once, some days after its signing. */
public enum Endpoint {
  /**
   * Taken back for a change of mind, or regretted. A deal reversed for another or an unknown reason
   * can no longer be: it is censored on that day (R19, R37).
   */
  REMORSE(TallyField.REMORSE_DAY),
  /** The customer referred somebody (R33). */
  REFERRAL(TallyField.REFERRED_DAY);

  private final TallyField day;

  Endpoint(TallyField day) {
    this.day = day;
  }

  /** Deals by day of the outcome. */
  TallyField day() {
    return day;
  }

  /** Deals by the day from which on the outcome can no longer be seen. */
  List<TallyField> censored() {
    return this == REMORSE
        ? List.of(TallyField.CENSORED_DAY, TallyField.UNKNOWN_REVERSAL_DAY)
        : List.of();
  }

  /** As on the command line and in topics, such as {@code remorse}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads {@link #text()}.
   *
   * @throws IllegalArgumentException when it is none, with those there are
   */
  public static Endpoint parse(String text) {
    for (Endpoint outcome : values()) {
      if (outcome.text().equals(text)) {
        return outcome;
      }
    }
    throw new IllegalArgumentException(
        "no outcome: '" + text + "'; allowed are remorse and referral");
  }
}
