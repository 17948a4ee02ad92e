package io.willingly.metrics.comparison;

import java.util.Locale;

/** Where a unit stands with customers, against the company; of remorse, above is less of it. */
public enum Tier {
  CLEARLY_ABOVE,
  CANT_TELL_YET,
  CLEARLY_BELOW,
  /** Fewer trials than the rule set asks for: there is nothing to call. */
  TOO_FEW;

  /** As in tables and JSON, such as {@code clearly above}. */
  public String text() {
    return this == CANT_TELL_YET
        ? "can't tell yet"
        : name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
