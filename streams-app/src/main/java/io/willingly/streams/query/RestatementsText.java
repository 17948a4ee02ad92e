package io.willingly.streams.query;

import io.willingly.metrics.quality.Headline.Fraction;
import io.willingly.metrics.quality.Value;
import io.willingly.metrics.tally.Cause;
import io.willingly.metrics.tally.Causes;
import io.willingly.streams.query.Restatements.Move;
import io.willingly.streams.query.Restatements.Row;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;

/**
 * Restatements as CSV, JSON or a table: a row for each rate that moved. Where only other numbers
 * did, CSV and JSON have a row without a rate.
 */
public final class RestatementsText {
  /** What a line on a screen has room for. */
  private static final int SHOWN_CAUSES = 3;

  private final Telling telling;

  private RestatementsText(Telling telling) {
    this.telling = telling;
  }

  /** How a fact is told of. */
  public enum Telling {
    /** As {@code REFUNDED R-881 (pay)}. */
    WHICH,
    /** As {@code REFUNDED}: its id is that of a deal, or leads to one. */
    WHAT;

    private String text(Cause cause) {
      return this == WHAT
          ? cause.reason()
          : cause.reason() + " " + cause.eventId() + " (" + cause.source() + ")";
    }
  }

  public static String of(Restatements restatements, Telling telling, Format format) {
    RestatementsText text = new RestatementsText(telling);
    return (format == Format.TABLE ? text.table(restatements) : text.sheet(restatements))
        .of(format);
  }

  private Sheet sheet(Restatements restatements) {
    Sheet sheet =
        new Sheet(
            "scope",
            "id",
            "period",
            "closed_on",
            "arrived_on",
            "metric",
            "before",
            "after",
            "before_numerator",
            "before_denominator",
            "after_numerator",
            "after_denominator",
            "causes",
            "cause_count");
    String scope = ScopeNames.of(restatements.scope().kind());
    String id = restatements.scope().id();
    for (Row row : restatements.rows()) {
      String period = row.period().toString();
      long count = row.causes().count();
      for (Move move : row.moves()) {
        sheet.row(
            scope,
            id,
            period,
            date(row.closedOn()),
            date(row.arrivalDay()),
            move.metric().text(),
            rate(move.before()),
            rate(move.after()),
            move.before().numerator(),
            move.before().denominator(),
            move.after().numerator(),
            move.after().denominator(),
            causes(row.causes(), move.metric()::mayMove, Causes.MAX),
            count);
      }
      if (row.moves().isEmpty()) {
        sheet.row(
            scope,
            id,
            period,
            date(row.closedOn()),
            date(row.arrivalDay()),
            "",
            Sheet.MISSING,
            Sheet.MISSING,
            Sheet.MISSING,
            Sheet.MISSING,
            Sheet.MISSING,
            Sheet.MISSING,
            causes(row.causes(), cause -> true, Causes.MAX),
            count);
      }
    }
    return sheet;
  }

  private Sheet table(Restatements restatements) {
    Sheet sheet = new Sheet("arrived_on", "period", "closed_on", "rate", "before", "after", "why");
    for (Row row : restatements.rows()) {
      for (Move move : row.moves()) {
        sheet.row(
            date(row.arrivalDay()),
            row.period().toString(),
            date(row.closedOn()),
            move.metric().text(),
            share(move.before()),
            share(move.after()),
            causes(row.causes(), move.metric()::mayMove, SHOWN_CAUSES));
      }
    }
    return sheet;
  }

  private static String date(int day) {
    return LocalDate.ofEpochDay(day).toString();
  }

  private static Object rate(Fraction fraction) {
    return fraction.rate() instanceof Value.Rate rate ? rate.decimal() : Sheet.MISSING;
  }

  private static String share(Fraction fraction) {
    return ReportText.percent(fraction.rate().text());
  }

  /**
   * Such as {@code REFUNDED R-881 (pay); 3 more that day}: of what came that day those that can be,
   * if any.
   */
  private String causes(Causes causes, Predicate<Cause> can, int most) {
    boolean any = causes.listed().stream().anyMatch(can);
    List<String> listed =
        causes.listed().stream()
            .filter(cause -> !any || can.test(cause))
            .limit(most)
            .map(telling::text)
            .toList();
    int more = causes.count() - listed.size();
    return String.join("; ", listed) + (more == 0 ? "" : "; " + more + " more that day");
  }
}
