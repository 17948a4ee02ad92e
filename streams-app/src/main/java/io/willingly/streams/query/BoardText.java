package io.willingly.streams.query;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.metrics.comparison.Comparison;
import io.willingly.metrics.comparison.Figure;
import io.willingly.metrics.comparison.Standing;
import io.willingly.metrics.comparison.Standing.Rank;
import io.willingly.metrics.quality.Certainty;
import io.willingly.metrics.quality.Certainty.Bounds;
import io.willingly.metrics.quality.Certainty.State;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.scope.Tenure;
import io.willingly.streams.query.Board.Row;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** A board as CSV, JSON or a table. */
public final class BoardText {
  private BoardText() {}

  /**
   * A row for each.
   *
   * @param contested how many facts of the deals of an id are contested
   */
  public static String of(Board board, ToLongFunction<String> contested, Format format) {
    return switch (format) {
      case CSV -> sheet(board, contested, true).of(Format.CSV);
      case JSON -> json(board, contested).toPrettyString() + "\n";
      case TABLE -> table(board);
    };
  }

  static ObjectNode json(Board board, ToLongFunction<String> contested) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("scope", ScopeNames.of(board.kind()));
    json.put("metric", board.metric().text());
    json.put("period", board.period().toString());
    SegmentNames.put(json, board.segment());
    json.put("settled_through", LocalDate.ofEpochDay(board.settledThrough()).toString());
    board.asOf().put(json);
    json.put("definition_version", board.definitionVersion());
    json.put("records_to_read", board.lag());
    json.put("above_is", board.metric().yardstick().moreIsBetter() ? "more" : "less");
    json.put("company_rate", Millionths.decimal(board.companyRate()));
    json.put("false_discovery_percent", Comparison.FALSE_DISCOVERY_PERCENT);
    json.set("rows", sheet(board, contested, false).json());
    return json;
  }

  /** Of what the rates are is said in each row where there is nothing but rows. */
  private static Sheet sheet(Board board, ToLongFunction<String> contested, boolean bare) {
    Sheet sheet = null;
    for (Row row : board.rows()) {
      Map<String, Object> fields = fields(row, board.metric());
      fields.put("contested", contested.applyAsLong(row.id()));
      if (bare) {
        fields.put("metric", board.metric().text());
        fields.put("period", board.period().toString());
        List<String> segment = SegmentNames.cells(board.segment());
        for (int i = 0; i < segment.size(); i++) {
          fields.put(SegmentNames.HEADER.get(i), segment.get(i));
        }
      }
      sheet = sheet == null ? new Sheet(fields.keySet().toArray(String[]::new)) : sheet;
      sheet.row(fields.values().toArray());
    }
    return sheet == null ? new Sheet("id") : sheet;
  }

  private static Map<String, Object> fields(Row row, Metric metric) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", row.id());
    DirectoryText.put(fields, row.rep());
    for (String column : Board.COLUMNS) {
      fields.put(column, Long.parseLong(row.numbers().value(column)));
    }
    put(fields, row.numbers().rate(metric.rate()).orElse(null), row.numbers().value(metric.rate()));
    put(fields, row.standing());
    fields.put("weight", cell(Millionths.decimal(row.weight())));
    return fields;
  }

  private static void put(Map<String, Object> fields, @Nullable Certainty rate, String value) {
    boolean told = rate != null && rate.state() == State.TOLD;
    Bounds bounds = rate == null ? null : rate.interval();
    fields.put("state", rate == null ? Sheet.MISSING : told ? "told" : "too few");
    fields.put("rate", told ? new BigDecimal(value) : Sheet.MISSING);
    fields.put("low", bounds == null ? Sheet.MISSING : bounds.lowest().decimal());
    fields.put("high", bounds == null ? Sheet.MISSING : bounds.highest().decimal());
  }

  private static void put(Map<String, Object> fields, @Nullable Standing standing) {
    Figure shrunk = standing == null ? null : standing.shrunk();
    Rank rank = standing == null ? null : standing.rank();
    Long more = standing == null ? null : standing.moreNeeded();
    Figure adjusted = standing == null ? null : standing.adjusted();
    boolean many = more != null && more > Standing.MANY;
    fields.put("shrunk", cell(shrunk == null ? null : Millionths.decimal(shrunk.rate())));
    fields.put("shrunk_low", cell(shrunk == null ? null : Millionths.decimal(shrunk.low())));
    fields.put("shrunk_high", cell(shrunk == null ? null : Millionths.decimal(shrunk.high())));
    fields.put("tier", cell(standing == null ? null : standing.tier().text()));
    fields.put("rank_best", cell(rank == null ? null : (Long) (long) rank.best()));
    fields.put("rank_worst", cell(rank == null ? null : (Long) (long) rank.worst()));
    fields.put("more_needed", cell(many ? null : more));
    fields.put("more_needed_over", cell(many ? (Long) Standing.MANY : null));
    fields.put("adjusted", cell(adjusted == null ? null : Millionths.decimal(adjusted.rate())));
  }

  private static Object cell(@Nullable Object value) {
    return value == null ? Sheet.MISSING : value;
  }

  private static String table(Board board) {
    TextTable table =
        new TextTable(
            ScopeNames.of(board.kind()),
            "name",
            "team",
            "tenure",
            "won",
            "happy",
            "not happy",
            "no word",
            "rate",
            "likely",
            "estimate",
            "tier",
            "weight");
    for (Row row : board.rows()) {
      RepEntry rep = row.rep();
      Standing standing = row.standing();
      table.row(
          row.id(),
          row.numbers().name(),
          rep == null ? "" : rep.team(),
          board.kind() == ScopeId.Kind.TEAM
              ? ""
              : rep == null ? Tenure.UNKNOWN.text() : rep.tenure().text(),
          row.numbers().value("won"),
          row.numbers().value("bar_happy"),
          row.numbers().value("bar_not_happy"),
          row.numbers().value("bar_no_word"),
          RateSheets.share(row.numbers(), board.metric().rate()),
          RateSheets.likely(row.numbers(), board.metric().rate()),
          Millionths.percent(standing == null ? null : standing.shrunk()),
          standing == null ? "-" : standing.tier().text(),
          Millionths.text(row.weight()));
    }
    return table.toString();
  }
}
