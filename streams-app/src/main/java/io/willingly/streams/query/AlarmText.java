package io.willingly.streams.query;

import io.willingly.metrics.alarm.Alarm;
import io.willingly.metrics.alarm.Delay;
import io.willingly.metrics.alarm.FloorPlan;
import io.willingly.metrics.alarm.FloorPlan.TooLittle;
import io.willingly.metrics.alarm.FloorPlan.Unwatched;
import io.willingly.metrics.alarm.Watched;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.tally.CellKey;
import io.willingly.streams.query.Alarms.Warning;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Early warnings as rows, and in words. */
public final class AlarmText {
  /** Of a floor of hundreds of reps most may be too small. */
  private static final int MOST_NAMED = 10;

  private AlarmText() {}

  /**
   * All of a quarter.
   *
   * @param deals the deals of an alarm
   */
  public static String of(Alarms alarms, Function<Alarm, List<AlarmDeal>> deals, Format format) {
    return format == Format.TABLE ? words(alarms, deals) : rows(alarms, deals).of(format);
  }

  /** What is wrong: {@code team Alder, suite: 9 of 61 deals taken back or regretted, ...}. */
  public static String sentence(Alarm alarm) {
    String expected = number(alarm.expected());
    LocalDate day = date(alarm.day());
    return "%s%s: %d of %d %s, "
            .formatted(
                scope(alarm.scope()),
                lines(alarm.productLine()),
                alarm.events(),
                alarm.deals(),
                alarm.metric() == Watched.REMORSE
                    ? "deals taken back or regretted"
                    : "answers not happy with the price")
        + switch (alarm.kind()) {
          case CUSUM ->
              "%s expected; counted from %s, over the limit on %s"
                  .formatted(expected, date(alarm.from()), day);
          case PEER ->
              "%s at the rate of all; too far from them on %s, over thirteen weeks"
                  .formatted(expected, day);
          case TREND ->
              "%s expected; rising since %s, too far on %s"
                  .formatted(expected, date(alarm.from()), day);
        };
  }

  /** What it is worth: how often it is false, and how long it takes. */
  public static String worth(double falseAlarmsPerQuarter, Delay delay) {
    return "Expect %s a quarter on the whole floor; %s"
        .formatted(counted(falseAlarmsPerQuarter, "false alarm"), found(delay));
  }

  private static String found(Delay delay) {
    if (delay.days() >= Delay.LONGEST / 2) {
      return "a mere doubling is hardly found here: there are too few deals";
    }
    // Runs are given up after the longest: the mean is then of less than all.
    String least =
        delay.days90() >= Delay.LONGEST ? "%d deals (%d days) or more" : "%d deals (%d days)";
    return "a doubling is found after about "
        + least.formatted(delay.deals(), delay.days())
        + ", in %d of 100 cases within a quarter".formatted(delay.inQuarter());
  }

  private static String deal(AlarmDeal deal) {
    return deal(deal.deal(), deal.customer(), deal.rep(), deal.reason().name());
  }

  /**
   * Evidence: {@code D-7 of C-3 (R-007, took it back)}.
   *
   * @param reason name of an {@link Explanation.Reason}
   */
  public static String deal(String deal, String customer, String rep, String reason) {
    return "%s of %s (%s, %s)"
        .formatted(
            deal,
            customer,
            rep.equals(CellKey.NO_REP) ? "self-serve" : rep,
            reason.toLowerCase(Locale.ROOT).replace('_', ' '));
  }

  private static String words(Alarms alarms, Function<Alarm, List<AlarmDeal>> deals) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s, %ss: %s, %s\n"
            .formatted(
                alarms.quarter(),
                ScopeNames.of(alarms.kind()),
                counted(alarms.charts(), "chart"),
                alarms.alarms().isEmpty()
                    ? "no early warning"
                    : counted(alarms.alarms().size(), "early warning")));
    if (alarms.charts() == 0 && alarms.unwatched().isEmpty()) {
      text.append("not watched: no deal of the quarter is known\n");
    }
    for (Warning warning : alarms.alarms()) {
      Alarm alarm = warning.alarm();
      List<AlarmDeal> told = deals.apply(alarm);
      text.append("early warning: ").append(sentence(alarm)).append('\n');
      text.append("  ").append(worth(alarms.falseAlarmsPerQuarter(), warning.delay()));
      text.append('\n');
      text.append(told.size() < alarm.events() ? "  the latest of them: " : "  they are: ");
      text.append(told.stream().map(AlarmText::deal).collect(Collectors.joining(", ")));
      text.append('\n');
    }
    unwatched(alarms, TooLittle.PAST)
        .forEach(
            each ->
                text.append(
                    "not watched: %s; only %d of %d deals with it are known before the quarter\n"
                        .formatted(
                            each.metric().key(), (long) each.events(), (long) each.deals())));
    for (Watched metric : Watched.values()) {
      text.append(tooSmall(metric, unwatched(alarms, TooLittle.VOLUME)));
    }
    return text.toString();
  }

  private static String tooSmall(Watched metric, List<Unwatched> unwatched) {
    List<String> ids =
        unwatched.stream()
            .filter(each -> each.metric() == metric)
            .map(each -> each.scope().id())
            .toList();
    return ids.isEmpty()
        ? ""
        : "not watched: %s, where too few deals are to be expected: %s%s\n"
            .formatted(
                metric.key(),
                String.join(", ", ids.subList(0, Math.min(MOST_NAMED, ids.size()))),
                ids.size() > MOST_NAMED ? " and " + (ids.size() - MOST_NAMED) + " more" : "");
  }

  private static List<Unwatched> unwatched(Alarms alarms, TooLittle why) {
    return alarms.unwatched().stream().filter(each -> each.why() == why).toList();
  }

  private static Sheet rows(Alarms alarms, Function<Alarm, List<AlarmDeal>> deals) {
    Sheet sheet =
        new Sheet(
            "quarter",
            "kind",
            "metric",
            "scope",
            "id",
            "product_line",
            "from",
            "day",
            "deals",
            "events",
            "expected",
            "statistic",
            "limit",
            "false_alarms_per_quarter",
            "delay_deals",
            "delay_days",
            "delay_deals_90",
            "delay_days_90",
            "found_in_quarter_percent",
            "evidence",
            "definition_version",
            "as_of",
            "as_known_on");
    for (Warning warning : alarms.alarms()) {
      Alarm alarm = warning.alarm();
      Delay delay = warning.delay();
      sheet.row(
          alarms.quarter().toString(),
          alarm.kind().name().toLowerCase(Locale.ROOT),
          alarm.metric().key(),
          ScopeNames.of(alarm.scope().kind()),
          alarm.scope().id(),
          alarm.productLine(),
          date(alarm.from()).toString(),
          date(alarm.day()).toString(),
          alarm.deals(),
          alarm.events(),
          precise(alarm.expected()),
          precise(alarm.statistic()),
          precise(alarm.limit()),
          precise(alarms.falseAlarmsPerQuarter()),
          delay.deals(),
          (long) delay.days(),
          delay.deals90(),
          (long) delay.days90(),
          (long) delay.inQuarter(),
          deals.apply(alarm).stream().map(AlarmText::deal).collect(Collectors.joining("; ")),
          alarms.definitionVersion(),
          alarms.asOf().date(),
          alarms.asOf().knownDate());
    }
    return sheet;
  }

  static String scope(ScopeId scope) {
    return switch (scope.id()) {
      case ScopeId.SELF_SERVE, CellKey.NO_REP -> "self-serve";
      case ScopeId.UNASSIGNED -> "reps without a team";
      default ->
          scope.kind() == ScopeId.Kind.ORGANISATION
              ? "all of " + scope.id()
              : ScopeNames.of(scope.kind()) + " " + scope.id();
    };
  }

  static String lines(String productLine) {
    return switch (productLine) {
      case FloorPlan.ALL_LINES -> "";
      case FloorPlan.OTHER_LINES -> ", smaller product lines";
      case "" -> ", unknown product line";
      default -> ", " + productLine;
    };
  }

  private static LocalDate date(int day) {
    return LocalDate.ofEpochDay(day);
  }

  static String precise(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static String counted(double count, String what) {
    return number(count) + " " + what + (count == 1 ? "" : "s");
  }

  /** One decimal, none for a whole number. */
  static String number(double value) {
    return value == Math.rint(value)
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.1f", value);
  }
}
