package io.willingly.streams.query;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.streams.query.Split.Row;
import java.util.ArrayList;
import java.util.List;

/** The numbers by kind of deal as CSV, JSON or a table. */
public final class SplitText {
  private SplitText() {}

  public static String of(Split split, Format format) {
    return switch (format) {
      case CSV -> csv(split);
      case JSON -> json(split).toPrettyString() + "\n";
      case TABLE -> table(split);
    };
  }

  /** With rates and maturity inside. */
  public static ObjectNode json(Split split) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("scope", ScopeNames.of(split.scope().kind())).put("id", split.scope().id());
    json.put("period", split.period().toString());
    split.asOf().put(json);
    json.put("definition_version", split.definitionVersion());
    json.put("records_to_read", split.lag());
    ArrayNode rows = json.putArray("rows");
    for (Row kind : split.rows()) {
      ObjectNode row = rows.addObject();
      row.put("product_line", kind.productLine());
      row.put("recurrence", SegmentNames.text(kind.recurring()));
      RowText.put(row, kind.numbers());
    }
    return json;
  }

  private static String csv(Split split) {
    List<String> header = new ArrayList<>(List.of("product_line", "recurrence"));
    header.addAll(RowText.columns());
    Csv csv = new Csv().line(header);
    for (Row kind : split.rows()) {
      List<String> cells = new ArrayList<>();
      cells.add(Csv.safe(kind.productLine()));
      cells.add(SegmentNames.text(kind.recurring()));
      cells.addAll(kind.numbers().values().values());
      csv.line(cells);
    }
    return csv.toString();
  }

  private static String table(Split split) {
    List<String> header = new ArrayList<>(List.of("product line", "recurrence"));
    header.addAll(RowText.HEADS);
    TextTable table = new TextTable(header.toArray(String[]::new));
    for (Row kind : split.rows()) {
      List<String> cells = new ArrayList<>();
      cells.add(kind.productLine().isEmpty() ? "unknown" : kind.productLine());
      cells.add(SegmentNames.text(kind.recurring()));
      cells.addAll(RowText.cells(kind.numbers()));
      table.row(cells.toArray(String[]::new));
    }
    return table.toString();
  }
}
