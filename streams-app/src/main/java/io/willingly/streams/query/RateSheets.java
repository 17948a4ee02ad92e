package io.willingly.streams.query;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.metrics.quality.Certainty;
import io.willingly.metrics.quality.Certainty.Bounds;
import io.willingly.metrics.quality.Certainty.State;
import io.willingly.metrics.quality.Endpoint;
import io.willingly.metrics.quality.Maturity;
import io.willingly.metrics.quality.Value;
import io.willingly.streams.query.Report.Row;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The uncertainty of a report: a row for each rate, and for each window of an outcome. */
final class RateSheets {
  private static final List<String> SCOPE =
      List.of("scope", "id", "role", "period", "as_of", "definition_version");

  private RateSheets() {}

  static Sheet rates(Report report) {
    Sheet sheet = null;
    for (Row row : report.rows()) {
      for (Certainty rate : row.rates()) {
        sheet = add(sheet, report, row, fields(rate, row));
      }
    }
    return sheet == null ? new Sheet(SCOPE.toArray(String[]::new)) : sheet;
  }

  static Sheet maturity(Report report) {
    Sheet sheet = null;
    for (Row row : report.rows()) {
      for (Maturity window : row.maturity()) {
        sheet = add(sheet, report, row, fields(window));
      }
    }
    return sheet == null ? new Sheet(SCOPE.toArray(String[]::new)) : sheet;
  }

  private static Sheet add(
      @Nullable Sheet begun, Report report, Row row, Map<String, Object> fields) {
    List<String> columns = new ArrayList<>(SCOPE);
    columns.addAll(fields.keySet());
    Sheet sheet = begun == null ? new Sheet(columns.toArray(String[]::new)) : begun;
    List<Object> cells =
        new ArrayList<>(
            List.of(
                ScopeNames.of(report.kind()),
                row.id(),
                row.role(),
                report.period().toString(),
                LocalDate.ofEpochDay(report.asOf().day()).toString(),
                (long) report.definitionVersion()));
    cells.addAll(fields.values());
    sheet.row(cells.toArray());
    return sheet;
  }

  static ObjectNode rates(Row row) {
    ObjectNode rates = JsonNodeFactory.instance.objectNode();
    for (Certainty rate : row.rates()) {
      ObjectNode object = rates.putObject(rate.rate());
      fields(rate, row).forEach((name, value) -> put(object, name, value));
      object.remove("rate");
    }
    return rates;
  }

  static ArrayNode maturity(Row row) {
    ArrayNode windows = JsonNodeFactory.instance.arrayNode();
    for (Maturity window : row.maturity()) {
      ObjectNode object = windows.addObject();
      fields(window).forEach((name, value) -> put(object, name, value));
    }
    return windows;
  }

  private static void put(ObjectNode object, String name, Object value) {
    if (value == Sheet.MISSING) {
      object.putNull(name);
    } else {
      object.putPOJO(name, value);
    }
  }

  private static Map<String, Object> fields(Certainty rate, Row row) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("rate", rate.rate());
    fields.put("state", words(rate.state()));
    fields.put(
        "value",
        rate.state() == State.TOO_FEW ? Sheet.MISSING : new BigDecimal(row.value(rate.rate())));
    fields.put("numerator", rate.numerator());
    fields.put("denominator", rate.denominator());
    fields.put("eligible", rate.eligible());
    fields.put(
        "coverage", rate.coverage() instanceof Value.Rate known ? known.decimal() : Sheet.MISSING);
    fields.put("response_rate", decimal(rate.responseRate()));
    bounds(fields, "", rate.interval());
    bounds(fields, "jeffreys_", rate.jeffreys());
    bounds(fields, "worst_", rate.worstCase());
    return fields;
  }

  private static Map<String, Object> fields(Maturity window) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("outcome", window.outcome().text());
    fields.put("days", (long) window.days());
    fields.put("state", words(window.state()));
    fields.put("won", window.won());
    fields.put("observed", window.observed());
    fields.put("settled", window.settled());
    fields.put("settled_observed", window.settledObserved());
    fields.put("longest_follow_up", (long) window.longestFollowUp());
    fields.put("expected", decimal(window.expected()));
    bounds(fields, "", window.interval());
    return fields;
  }

  private static void bounds(Map<String, Object> fields, String prefix, @Nullable Bounds bounds) {
    fields.put(prefix + "low", bounds == null ? Sheet.MISSING : bounds.lowest().decimal());
    fields.put(prefix + "high", bounds == null ? Sheet.MISSING : bounds.highest().decimal());
  }

  private static Object decimal(@Nullable Long millionths) {
    return millionths == null ? Sheet.MISSING : new Value.Rate(millionths).decimal();
  }

  private static String words(State state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** A rate for people: a dash where there is none, and no percentage of too few. */
  static String share(Row row, String column) {
    return row.rate(column).map(rate -> rate.state() == State.TOO_FEW).orElse(false)
        ? "too few"
        : ReportText.percent(row.value(column));
  }

  /** The same with the upper end of its band, where what is known leaves one (R19). */
  static String band(Row row, String column) {
    String upper = ReportText.percent(row.value(column + "_upper"));
    String rate = share(row, column);
    return upper.equals(ReportText.percent(row.value(column))) ? rate : rate + " to " + upper;
  }

  /** Where a rate may lie, such as {@code 74-88%}. */
  static String likely(Row row, String column) {
    return row.rate(column).map(Certainty::interval).map(RateSheets::range).orElse("");
  }

  /** The Kaplan-Meier estimate of remorse by a day, with where it may lie. */
  static String expected(Row row, int days) {
    for (Maturity window : row.maturity()) {
      if (window.outcome() == Endpoint.REMORSE && window.days() == days) {
        Bounds interval = window.interval();
        Long expected = window.expected();
        if (interval != null && expected != null) {
          return ReportText.percent(new Value.Rate(expected).text()) + " (" + range(interval) + ")";
        }
        return window.state() == State.TOO_FEW
            ? "too few"
            : "followed " + window.longestFollowUp() + " d";
      }
    }
    return "-";
  }

  /** In whole percent, such as {@code 74-88%}. */
  static String range(Bounds bounds) {
    return whole(bounds.low()) + "-" + whole(bounds.high()) + "%";
  }

  private static String whole(long millionths) {
    return BigDecimal.valueOf(millionths, 4).setScale(0, RoundingMode.HALF_UP).toPlainString();
  }
}
