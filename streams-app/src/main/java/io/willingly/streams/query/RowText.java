package io.willingly.streams.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.quality.Column;
import io.willingly.metrics.quality.Columns;
import io.willingly.streams.query.Report.Row;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.List;

/** The numbers of a row of a report, to stand beside whose or of which period they are. */
final class RowText {
  /** Names, kinds and order are those of every rule set. */
  private static final List<Column> COLUMNS = Columns.of(Definition.standard(ZoneOffset.UTC)).all();

  /** Heads of {@link #cells}. */
  static final List<String> HEADS =
      List.of(
          "won",
          "happy to pay",
          "likely",
          "answers",
          "took back or regret",
          "likely",
          "expected by day 30",
          "referred",
          "likely");

  private RowText() {}

  /** The names of all columns. */
  static List<String> columns() {
    return COLUMNS.stream().map(Column::name).toList();
  }

  /** All columns, the rates and the maturity; null where there is none. */
  static void put(ObjectNode object, Row row) {
    COLUMNS.forEach(column -> object.set(column.name(), json(column, row.value(column.name()))));
    object.set("rates", RateSheets.rates(row));
    object.set("maturity", RateSheets.maturity(row));
  }

  /** A value of a column, as {@link io.willingly.metrics.quality.Value#text}, as JSON. */
  static JsonNode json(Column column, String value) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (column.kind() != Column.Kind.MONEY) {
      // A count keeps its type, and a rate its six places.
      return value.isEmpty()
          ? nodes.nullNode()
          : column.kind() == Column.Kind.COUNT
              ? nodes.numberNode(Long.parseLong(value))
              : nodes.numberNode(new BigDecimal(value));
    }
    ObjectNode amounts = nodes.objectNode();
    for (String amount : value.isEmpty() ? List.<String>of() : List.of(value.split(";", -1))) {
      int equals = amount.indexOf('=');
      amounts.put(amount.substring(0, equals), Long.parseLong(amount.substring(equals + 1)));
    }
    return amounts;
  }

  /** What a table for people shows, under {@link #HEADS}. */
  static List<String> cells(Row row) {
    return List.of(
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
}
