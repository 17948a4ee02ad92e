package io.willingly.streams.query;

import io.willingly.streams.query.RuleSetDifference.Row;
import io.willingly.streams.query.RuleSetDifference.Side;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A comparison as CSV, JSON or a table. */
public final class RuleSetDifferenceText {
  private RuleSetDifferenceText() {}

  public static String of(RuleSetDifference comparison, Format format) {
    return format == Format.TABLE ? table(comparison) : sheet(comparison).of(format);
  }

  private static Sheet sheet(RuleSetDifference comparison) {
    Sheet sheet =
        new Sheet(
            "scope",
            "id",
            "metric",
            "period",
            "old_version",
            "old_numerator",
            "old_denominator",
            "old_rate",
            "old_state",
            "new_version",
            "new_numerator",
            "new_denominator",
            "new_rate",
            "new_state",
            "difference");
    for (Row row : comparison.rows()) {
      sheet.row(
          ScopeNames.of(row.scope().kind()),
          row.scope().id(),
          row.metric().text(),
          comparison.period().toString(),
          comparison.before(),
          row.before().numerator(),
          row.before().denominator(),
          cell(row.before().rate()),
          state(row.before()),
          comparison.after(),
          row.after().numerator(),
          row.after().denominator(),
          cell(row.after().rate()),
          state(row.after()),
          cell(row.difference()));
    }
    return sheet;
  }

  private static Object cell(@Nullable BigDecimal rate) {
    return rate == null ? Sheet.MISSING : rate;
  }

  private static String state(Side side) {
    return side.rate() == null ? "" : side.tooFew() ? "too few" : "told";
  }

  private static String told(Side side) {
    return side.tooFew() ? "too few" : percent(side.rate());
  }

  private static String table(RuleSetDifference comparison) {
    TextTable table =
        new TextTable(
            "scope",
            "id",
            "metric",
            "rule set " + comparison.before(),
            "",
            "rule set " + comparison.after(),
            "",
            "points");
    for (Row row : comparison.rows()) {
      table.row(
          ScopeNames.of(row.scope().kind()),
          row.scope().id(),
          row.metric().text(),
          told(row.before()),
          fraction(row.before()),
          told(row.after()),
          fraction(row.after()),
          percent(row.difference()).replace("%", ""));
    }
    return table + "remorse is told by day 30 and referral by day 90 under any rule set\n";
  }

  private static String percent(@Nullable BigDecimal rate) {
    return ReportText.percent(rate == null ? "" : rate.toPlainString());
  }

  private static String fraction(Side side) {
    return side.numerator() + " of " + side.denominator();
  }
}
