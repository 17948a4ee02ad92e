package io.willingly.streams.query;

import io.willingly.metrics.comparison.Segment;
import io.willingly.metrics.fact.FactOrder;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.quality.Certainty;
import io.willingly.metrics.quality.Maturity;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.tally.CellKey;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The numbers of a kind of scope in a period.
 *
 * @param segment of which deals
 * @param definitionVersion rule set of the numbers
 * @param lag records still to be read when it was made
 * @param rows by id in UTF-8 byte order, the primary role first; none that is zero (R79)
 */
public record Report(
    ScopeId.Kind kind,
    Period period,
    Segment segment,
    AsOf asOf,
    int definitionVersion,
    long lag,
    List<Row> rows) {

  public Report {
    rows = List.copyOf(rows);
  }

  /** The rows of some of the scopes. */
  public Report where(Predicate<String> id) {
    return with(rows.stream().filter(row -> id.test(row.id())).toList());
  }

  Report with(List<Row> others) {
    return new Report(kind, period, segment, asOf, definitionVersion, lag, others);
  }

  /**
   * The numbers of one scope and role.
   *
   * @param name of a rep as the directory has it, else empty
   * @param rates what each rate can be trusted for
   * @param maturity outcomes by how long the deals were followed
   * @param values by column, in the order of the columns, as in CSV: empty where there is no rate
   */
  public record Row(
      String id,
      String role,
      String name,
      Map<String, String> values,
      List<Certainty> rates,
      List<Maturity> maturity) {
    /** By id in UTF-8 byte order, the primary role first. */
    public static final Comparator<Row> ORDER =
        Comparator.comparing(Row::id, FactOrder.UTF8)
            .thenComparing(row -> !row.role().equals(CellKey.PRIMARY))
            .thenComparing(Row::role);

    public Row {
      rates = List.copyOf(rates);
      maturity = List.copyOf(maturity);
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * The text of a column.
     *
     * @throws IllegalArgumentException when there is no such column
     */
    public String value(String column) {
      String value = values.get(column);
      if (value == null) {
        throw new IllegalArgumentException("no column " + column);
      }
      return value;
    }

    /** The same with a further column. */
    Row with(String column, String value) {
      Map<String, String> more = new LinkedHashMap<>(values);
      more.put(column, value);
      return new Row(id, role, name, more, rates, maturity);
    }

    /** What a rate can be trusted for; empty where there is none to tell. */
    public Optional<Certainty> rate(String column) {
      return rates.stream().filter(rate -> rate.rate().equals(column)).findFirst();
    }
  }
}
