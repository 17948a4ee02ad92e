package io.willingly.streams.query;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Rows of cells under names, as CSV, JSON or a table. A cell is a text or a number. */
public final class Sheet {
  /** A number there is none of: empty, and null in JSON. Missing is not zero. */
  public static final Object MISSING =
      new Object() {
        @Override
        public String toString() {
          return "";
        }
      };

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> columns;
  private final List<List<Object>> rows = new ArrayList<>();

  public Sheet(String... columns) {
    this.columns = List.of(columns);
  }

  /** Adds a row: a cell for each column. */
  public void row(Object... cells) {
    rows.add(List.of(cells));
  }

  public String of(Format format) {
    return switch (format) {
      case CSV -> csv();
      case JSON -> json().toPrettyString() + "\n";
      case TABLE -> table();
    };
  }

  private String csv() {
    Csv csv = new Csv().line(columns);
    for (List<Object> row : rows) {
      csv.line(
          row.stream()
              .map(cell -> cell instanceof Number ? cell.toString() : Csv.safe(cell.toString()))
              .toList());
    }
    return csv.toString();
  }

  /** The rows as objects. */
  ArrayNode json() {
    ArrayNode json = JSON.createArrayNode();
    for (List<Object> row : rows) {
      ObjectNode object = json.addObject();
      for (int i = 0; i < columns.size(); i++) {
        Object cell = row.get(i);
        object.putPOJO(columns.get(i), cell == MISSING ? null : cell);
      }
    }
    return json;
  }

  private String table() {
    TextTable table =
        new TextTable(columns.stream().map(name -> name.replace('_', ' ')).toArray(String[]::new));
    for (List<Object> row : rows) {
      table.row(row.stream().map(Object::toString).toArray(String[]::new));
    }
    return table.toString();
  }
}
