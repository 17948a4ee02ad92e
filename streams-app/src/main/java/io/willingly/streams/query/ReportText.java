package io.willingly.streams.query;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.quality.Column;
import io.willingly.metrics.quality.Columns;
import io.willingly.streams.query.Report.Row;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report as CSV, JSON or a table. */
public final class ReportText {
  /** Names, kinds and order are those of every rule set. */
  private static final List<Column> COLUMNS = Columns.of(Definition.standard(ZoneOffset.UTC)).all();

  private static final ObjectMapper JSON = new ObjectMapper();

  private ReportText() {}

  /** What of a report is printed. */
  public enum View {
    /** A row for each scope and role, all columns. */
    NUMBERS,
    /** A row for each of their rates: what it can be trusted for. */
    RATES,
    /** A row for each window of their outcomes: observed, settled and expected. */
    MATURITY;

    /**
     * Reads a view as on the command line.
     *
     * @throws IllegalArgumentException when it is none, with those there are
     */
    public static View parse(String text) {
      for (View view : values()) {
        if (view.name().toLowerCase(Locale.ROOT).equals(text)) {
          return view;
        }
      }
      throw new IllegalArgumentException(
          "no view: '" + text + "'; allowed are numbers, rates and maturity");
    }
  }

  public static String of(Report report, Format format) {
    return of(report, View.NUMBERS, format);
  }

  /** One of the views; JSON of the numbers has the others inside. */
  public static String of(Report report, View view, Format format) {
    return switch (view) {
      case NUMBERS -> numbers(report, format);
      case RATES -> RateSheets.rates(report).of(format);
      case MATURITY -> RateSheets.maturity(report).of(format);
    };
  }

  private static String numbers(Report report, Format format) {
    return switch (format) {
      case CSV -> csv(report);
      case JSON -> json(report).toPrettyString() + "\n";
      case TABLE -> table(report);
    };
  }

  private static String csv(Report report) {
    return csv(report, COLUMNS.stream().map(Column::name).toList());
  }

  /**
   * Some of the columns.
   *
   * @throws IllegalArgumentException when there is no such column
   */
  static String csv(Report report, List<String> columns) {
    List<String> header = new ArrayList<>(List.of("scope", "id", "role", "period"));
    header.addAll(columns);
    Csv csv = new Csv().line(header);
    for (Row row : report.rows()) {
      List<String> cells = new ArrayList<>(header.size());
      cells.add(ScopeNames.of(report.kind()));
      cells.add(Csv.safe(row.id()));
      cells.add(row.role());
      cells.add(report.period().toString());
      columns.forEach(column -> cells.add(row.value(column)));
      csv.line(cells);
    }
    return csv.toString();
  }

  private static ObjectNode json(Report report) {
    ObjectNode json = JSON.createObjectNode();
    json.put("scope", ScopeNames.of(report.kind()));
    json.put("period", report.period().toString());
    report.asOf().put(json);
    json.put("definition_version", report.definitionVersion());
    json.put("records_to_read", report.lag());
    ArrayNode rows = json.putArray("rows");
    for (Row row : report.rows()) {
      ObjectNode object = rows.addObject();
      object.put("id", row.id()).put("role", row.role()).put("name", row.name());
      COLUMNS.forEach(column -> put(object, column, row.value(column.name())));
      object.set("rates", RateSheets.rates(row));
      object.set("maturity", RateSheets.maturity(row));
    }
    return json;
  }

  private static void put(ObjectNode object, Column column, String value) {
    switch (column.kind()) {
      case COUNT -> object.put(column.name(), Long.parseLong(value));
      case RATE -> object.put(column.name(), value.isEmpty() ? null : new BigDecimal(value));
      case MONEY -> {
        ObjectNode amounts = object.putObject(column.name());
        for (String amount : value.isEmpty() ? List.<String>of() : List.of(value.split(";", -1))) {
          int equals = amount.indexOf('=');
          amounts.put(amount.substring(0, equals), Long.parseLong(amount.substring(equals + 1)));
        }
      }
    }
  }

  private static String table(Report report) {
    TextTable table =
        new TextTable(
            ScopeNames.of(report.kind()),
            "name",
            "role",
            "won",
            "happy to pay",
            "likely",
            "answers",
            "took back or regret",
            "likely",
            "expected by day 30",
            "referred",
            "likely");
    for (Row row : report.rows()) {
      table.row(
          row.id(),
          row.name(),
          row.role(),
          row.value("won"),
          RateSheets.share(row, "happy_to_pay_rate"),
          RateSheets.likely(row, "happy_to_pay_rate"),
          row.value("kept_answered"),
          RateSheets.band(row, "remorse_rate_30"),
          RateSheets.likely(row, "remorse_rate_30"),
          RateSheets.expected(row, 30),
          RateSheets.share(row, "referral_rate_90"),
          RateSheets.likely(row, "referral_rate_90"));
    }
    return table.toString();
  }

  /** A rate for people; a dash where there is none. */
  public static String percent(String rate) {
    return rate.isEmpty()
        ? "-"
        : new BigDecimal(rate).movePointRight(2).setScale(1, RoundingMode.HALF_UP) + "%";
  }
}
