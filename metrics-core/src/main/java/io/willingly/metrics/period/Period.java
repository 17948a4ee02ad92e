package io.willingly.metrics.period;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The cohort days a number is about, as people name them: {@code all}, {@code 2026}, {@code
 * 2026-Q4}, {@code 2026-11}, {@code 2026-W47} (ISO week), {@code 2026-11-22}, {@code rolling-30d},
 * {@code rolling-90d}.
 *
 * @param firstDay first day as an epoch day; 0 for all and for the rolling periods, which end with
 *     the as-of day (R11)
 */
public record Period(Kind kind, int firstDay) implements Comparable<Period> {
  /** What kind of period; the order is that of publication. */
  public enum Kind {
    ALL('a'),
    YEAR('y'),
    QUARTER('q'),
    MONTH('m'),
    WEEK('w'),
    DAY('d'),
    ROLLING_30D('r'),
    ROLLING_90D('s');

    private final char code;

    Kind(char code) {
      this.code = code;
    }

    /** Stored in keys; never reused. */
    public char code() {
      return code;
    }
  }

  /** Days from {@code first} to {@code last}, both inclusive, as epoch days. */
  public record Days(int first, int last) {
    public boolean contains(int day) {
      return first <= day && day <= last;
    }
  }

  public static final Period ALL = new Period(Kind.ALL, 0);
  public static final Period ROLLING_30D = new Period(Kind.ROLLING_30D, 0);
  public static final Period ROLLING_90D = new Period(Kind.ROLLING_90D, 0);

  /** The periods that move with the as-of day; never accumulated (R56). */
  public static final List<Period> ROLLING = List.of(ROLLING_30D, ROLLING_90D);

  /** More periods than this are not listed at once. */
  public static final int MOST = 1_000;

  private static final Pattern YEAR = Pattern.compile("\\d{4}");
  private static final Pattern QUARTER = Pattern.compile("\\d{4}-Q[1-4]");
  private static final Pattern MONTH = Pattern.compile("\\d{4}-\\d{2}");
  private static final Pattern WEEK = Pattern.compile("\\d{4}-W\\d{2}");
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  /**
   * Reads a period as {@link #toString()} prints it.
   *
   * @throws IllegalArgumentException when it is none, with the forms allowed
   */
  public static Period parse(String text) {
    try {
      return read(text);
    } catch (DateTimeException e) {
      throw unreadable(text, " (not in the calendar)");
    }
  }

  private static Period read(String text) {
    if (text.equals("all")) {
      return ALL;
    }
    if (text.equals("rolling-30d")) {
      return ROLLING_30D;
    }
    if (text.equals("rolling-90d")) {
      return ROLLING_90D;
    }
    if (YEAR.matcher(text).matches()) {
      return of(Kind.YEAR, LocalDate.parse(text + "-01-01"));
    }
    if (QUARTER.matcher(text).matches()) {
      int month = 3 * (text.charAt(6) - '1') + 1;
      return of(Kind.QUARTER, LocalDate.of(Integer.parseInt(text.substring(0, 4)), month, 1));
    }
    if (MONTH.matcher(text).matches()) {
      return of(Kind.MONTH, LocalDate.parse(text + "-01"));
    }
    if (WEEK.matcher(text).matches()) {
      return of(Kind.WEEK, LocalDate.parse(text + "-1", DateTimeFormatter.ISO_WEEK_DATE));
    }
    if (DAY.matcher(text).matches()) {
      return of(Kind.DAY, LocalDate.parse(text));
    }
    throw unreadable(text, "");
  }

  private static IllegalArgumentException unreadable(String text, String why) {
    return new IllegalArgumentException(
        "no period: '"
            + text
            + "'"
            + why
            + "; allowed are all, YYYY, YYYY-Qn, YYYY-MM, YYYY-Wnn, YYYY-MM-DD, rolling-30d and"
            + " rolling-90d");
  }

  /** The calendar periods a day lies in: all, year, quarter, month, ISO week and the day. */
  public static List<Period> of(int day) {
    LocalDate date = LocalDate.ofEpochDay(day);
    LocalDate month = date.withDayOfMonth(1);
    return List.of(
        ALL,
        of(Kind.YEAR, date.withDayOfYear(1)),
        of(Kind.QUARTER, month.withMonth(month.getMonth().firstMonthOfQuarter().getValue())),
        of(Kind.MONTH, month),
        of(Kind.WEEK, date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))),
        of(Kind.DAY, date));
  }

  /**
   * The calendar periods of a kind that days lie in, ascending.
   *
   * @param kind year, quarter, month, week or day
   * @throws IllegalArgumentException when the days are in the wrong order, the kind is none of
   *     these, or there are more than {@link #MOST} periods
   */
  public static List<Period> between(Kind kind, int first, int last) {
    if (first > last) {
      throw new IllegalArgumentException(
          "no days from %s to %s; the first comes first"
              .formatted(LocalDate.ofEpochDay(first), LocalDate.ofEpochDay(last)));
    }
    List<Period> periods = new ArrayList<>();
    for (int day = first; day <= last; day = periods.get(periods.size() - 1).days(day).last() + 1) {
      if (periods.size() == MOST) {
        throw new IllegalArgumentException(
            "more than %d periods; ask for fewer days or longer periods".formatted(MOST));
      }
      periods.add(containing(kind, day));
    }
    return periods;
  }

  private static Period containing(Kind kind, int day) {
    return of(day).stream()
        .filter(period -> period.kind() == kind && kind != Kind.ALL)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "years, quarters, months, weeks and days follow each other; " + kind + " not"));
  }

  /** The period of one day. */
  public static Period ofDay(int day) {
    return new Period(Kind.DAY, day);
  }

  private static Period of(Kind kind, LocalDate first) {
    return new Period(kind, Math.toIntExact(first.toEpochDay()));
  }

  /** Whether the days depend on the as-of day. */
  public boolean rolling() {
    return kind == Kind.ROLLING_30D || kind == Kind.ROLLING_90D;
  }

  /**
   * The days of the period.
   *
   * @param asOf the organisation's date of the question, as an epoch day (R11)
   */
  public Days days(int asOf) {
    return switch (kind) {
      case ALL -> new Days(Integer.MIN_VALUE, Integer.MAX_VALUE);
      case YEAR -> until(first().plusYears(1));
      case QUARTER -> until(first().plusMonths(3));
      case MONTH -> until(first().plusMonths(1));
      case WEEK -> new Days(firstDay, firstDay + 6);
      case DAY -> new Days(firstDay, firstDay);
      case ROLLING_30D -> new Days(asOf - 29, asOf);
      case ROLLING_90D -> new Days(asOf - 89, asOf);
    };
  }

  private Days until(LocalDate next) {
    return new Days(firstDay, Math.toIntExact(next.toEpochDay()) - 1);
  }

  private LocalDate first() {
    return LocalDate.ofEpochDay(firstDay);
  }

  @Override
  public int compareTo(Period other) {
    int byKind = kind.compareTo(other.kind);
    return byKind != 0 ? byKind : Integer.compare(firstDay, other.firstDay);
  }

  /** Not formatted: every published row has one in its key. */
  @Override
  public String toString() {
    String date = first().toString();
    return switch (kind) {
      case ALL -> "all";
      case YEAR -> date.substring(0, 4);
      case QUARTER -> date.substring(0, 4) + "-Q" + first().get(IsoFields.QUARTER_OF_YEAR);
      case MONTH -> date.substring(0, 7);
      case WEEK -> first().format(DateTimeFormatter.ISO_WEEK_DATE).substring(0, 8);
      case DAY -> date;
      case ROLLING_30D -> "rolling-30d";
      case ROLLING_90D -> "rolling-90d";
    };
  }
}
