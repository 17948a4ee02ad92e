package io.willingly.metrics.scope;

import java.time.LocalDate;
import java.time.Period;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How long a rep has been with the company, in bands. */
public enum Tenure {
  UNDER_1_YEAR,
  FROM_1_TO_3_YEARS,
  FROM_3_TO_5_YEARS,
  OVER_5_YEARS,
  /** It was not told when he was hired. */
  UNKNOWN;

  /**
   * The band on a day; each begins with the anniversary, and before the first day it is the lowest.
   *
   * @param hiredOn epoch day
   * @param day epoch day
   */
  public static Tenure on(@Nullable Long hiredOn, int day) {
    if (hiredOn == null) {
      return UNKNOWN;
    }
    int years = Period.between(LocalDate.ofEpochDay(hiredOn), LocalDate.ofEpochDay(day)).getYears();
    return years < 1
        ? UNDER_1_YEAR
        : years < 3 ? FROM_1_TO_3_YEARS : years < 5 ? FROM_3_TO_5_YEARS : OVER_5_YEARS;
  }

  /** As in CSV and JSON, such as {@code 1 to 3 years}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace("from_", "").replace('_', ' ');
  }

  /**
   * Reads {@link #text}.
   *
   * @throws IllegalArgumentException when it is none, with those there are
   */
  public static Tenure parse(String text) {
    for (Tenure tenure : values()) {
      if (tenure.text().equals(text)) {
        return tenure;
      }
    }
    throw new IllegalArgumentException(
        "no tenure: '"
            + text
            + "'; allowed are under 1 year, 1 to 3 years, 3 to 5 years, over 5 years and unknown");
  }
}
