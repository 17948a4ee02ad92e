package io.willingly.streams.query;

import io.willingly.metrics.alarm.Delay;
import java.util.Locale;

/** A rehearsal in words and columns, or its charts as rows. */
public final class RehearsalText {
  private RehearsalText() {}

  public static String of(Rehearsal rehearsal, Format format) {
    return format == Format.TABLE
        ? kinds(rehearsal) + "\n" + charts(rehearsal).of(format)
        : charts(rehearsal).of(format);
  }

  private static String kinds(Rehearsal rehearsal) {
    TextTable table = new TextTable("kind", "limit", "budget", "false alarms", "+/-");
    double budget = 0;
    double found = 0;
    double variance = 0;
    for (Rehearsal.Kind kind : rehearsal.kinds()) {
      table.row(
          kind.kind().name().toLowerCase(Locale.ROOT),
          AlarmText.precise(kind.limit()),
          AlarmText.precise(kind.budget()),
          AlarmText.precise(kind.found().perQuarter()),
          AlarmText.precise(kind.found().error()));
      budget += kind.budget();
      found += kind.found().perQuarter();
      variance += kind.found().error() * kind.found().error();
    }
    table.row(
        "all",
        "",
        AlarmText.precise(budget),
        AlarmText.precise(found),
        AlarmText.precise(Math.sqrt(variance)));
    return "%s, %ss: false alarms a quarter over %d simulated quarters in which nothing is wrong (seed %d)\n%s"
        .formatted(
            rehearsal.quarter(),
            ScopeNames.of(rehearsal.kind()),
            rehearsal.quarters(),
            rehearsal.seed(),
            table);
  }

  private static Sheet charts(Rehearsal rehearsal) {
    Sheet sheet =
        new Sheet(
            "kind",
            "metric",
            "scope",
            "product_line",
            "deals_a_quarter",
            "events_a_quarter",
            "delay_deals",
            "delay_days",
            "delay_deals_90",
            "delay_days_90",
            "found_in_quarter_percent");
    for (Rehearsal.Chart chart : rehearsal.charts()) {
      Delay delay = chart.delay();
      sheet.row(
          chart.kind().name().toLowerCase(Locale.ROOT),
          chart.metric().key(),
          chart.scope().id(),
          chart.productLine(),
          Math.round(chart.deals()),
          AlarmText.number(chart.events()),
          delay.deals(),
          (long) delay.days(),
          delay.deals90(),
          (long) delay.days90(),
          (long) delay.inQuarter());
    }
    return sheet;
  }
}
