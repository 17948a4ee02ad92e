package io.willingly.streams.query;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.streams.query.Series.Point;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** A series as CSV, JSON or a table. */
public final class SeriesText {
  private SeriesText() {}

  public static String of(Series series, Format format) {
    return switch (format) {
      case CSV -> csv(series);
      case JSON -> json(series).toPrettyString() + "\n";
      case TABLE -> table(series);
    };
  }

  /** With rates and maturity inside. */
  public static ObjectNode json(Series series) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("scope", ScopeNames.of(series.scope().kind())).put("id", series.scope().id());
    SegmentNames.put(json, series.segment());
    series.asOf().put(json);
    json.put("definition_version", series.definitionVersion());
    json.put("records_to_read", series.lag());
    ArrayNode rows = json.putArray("rows");
    for (Point point : series.points()) {
      ObjectNode row = rows.addObject();
      row.put("period", point.period().toString());
      row.put("first", day(point.first())).put("last", day(point.last()));
      row.put("settled", point.settled());
      row.put("settled_share", Millionths.decimal(point.settledShare()));
      RowText.put(row, point.numbers());
    }
    return json;
  }

  private static String csv(Series series) {
    List<String> header =
        new ArrayList<>(List.of("period", "first", "last", "settled", "settled_share"));
    header.addAll(SegmentNames.HEADER);
    header.addAll(RowText.columns());
    Csv csv = new Csv().line(header);
    for (Point point : series.points()) {
      List<String> cells =
          new ArrayList<>(
              List.of(
                  point.period().toString(),
                  day(point.first()),
                  day(point.last()),
                  Boolean.toString(point.settled()),
                  Millionths.text(point.settledShare())));
      cells.addAll(SegmentNames.cells(series.segment()));
      cells.addAll(point.numbers().values().values());
      csv.line(cells);
    }
    return csv.toString();
  }

  private static String table(Series series) {
    List<String> header = new ArrayList<>(List.of("period", "older than 90 days"));
    header.addAll(RowText.HEADS);
    TextTable table = new TextTable(header.toArray(String[]::new));
    for (Point point : series.points()) {
      List<String> cells =
          new ArrayList<>(
              List.of(point.period().toString(), Millionths.percent(point.settledShare())));
      cells.addAll(RowText.cells(point.numbers()));
      table.row(cells.toArray(String[]::new));
    }
    return table.toString();
  }

  private static String day(int day) {
    return LocalDate.ofEpochDay(day).toString();
  }
}
