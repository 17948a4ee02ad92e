package io.willingly.streams.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.metrics.comparison.Segment;
import io.willingly.streams.query.Report.Row;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** A report as CSV, JSON or a table. */
public final class ReportText {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CONTESTED = "contested";

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
      case CSV -> csv(report, RowText.columns());
      case JSON -> json(report).toPrettyString() + "\n";
      case TABLE -> table(report);
    };
  }

  /**
   * All columns with one more, {@code contested}.
   *
   * @param contested how many facts of the deals of an id are contested
   * @param format CSV or JSON
   */
  public static String contested(Report report, ToLongFunction<String> contested, Format format) {
    if (format == Format.CSV) {
      List<Row> rows = new ArrayList<>();
      for (Row row : report.rows()) {
        rows.add(row.with(CONTESTED, Long.toString(contested.applyAsLong(row.id()))));
      }
      List<String> columns = new ArrayList<>(RowText.columns());
      columns.add(CONTESTED);
      return csv(report.with(rows), columns);
    }
    ObjectNode json = json(report);
    for (JsonNode row : json.path("rows")) {
      ((ObjectNode) row).put(CONTESTED, contested.applyAsLong(row.path("id").asText()));
    }
    return json.toString();
  }

  /**
   * Some of the columns. Which kind of deals it is of is said where it is not of all: what was
   * signed keeps its bytes.
   *
   * @throws IllegalArgumentException when there is no such column
   */
  static String csv(Report report, List<String> columns) {
    List<String> segment = SegmentNames.cells(report.segment());
    List<String> header = new ArrayList<>(List.of("scope", "id", "role", "period"));
    boolean some = !report.segment().equals(Segment.ALL);
    header.addAll(some ? SegmentNames.HEADER : List.of());
    header.addAll(columns);
    Csv csv = new Csv().line(header);
    for (Row row : report.rows()) {
      List<String> cells = new ArrayList<>(header.size());
      cells.add(ScopeNames.of(report.kind()));
      cells.add(Csv.safe(row.id()));
      cells.add(row.role());
      cells.add(report.period().toString());
      cells.addAll(some ? segment : List.of());
      columns.forEach(column -> cells.add(row.value(column)));
      csv.line(cells);
    }
    return csv.toString();
  }

  /** The numbers with the other views inside. */
  public static ObjectNode json(Report report) {
    ObjectNode json = JSON.createObjectNode();
    json.put("scope", ScopeNames.of(report.kind()));
    json.put("period", report.period().toString());
    SegmentNames.put(json, report.segment());
    report.asOf().put(json);
    json.put("definition_version", report.definitionVersion());
    json.put("records_to_read", report.lag());
    ArrayNode rows = json.putArray("rows");
    for (Row row : report.rows()) {
      ObjectNode object = rows.addObject();
      object.put("id", row.id()).put("role", row.role()).put("name", row.name());
      RowText.put(object, row);
    }
    return json;
  }

  private static String table(Report report) {
    List<String> header = new ArrayList<>(List.of(ScopeNames.of(report.kind()), "name", "role"));
    header.addAll(RowText.HEADS);
    TextTable table = new TextTable(header.toArray(String[]::new));
    for (Row row : report.rows()) {
      List<String> cells = new ArrayList<>(List.of(row.id(), row.name(), row.role()));
      cells.addAll(RowText.cells(row));
      table.row(cells.toArray(String[]::new));
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
