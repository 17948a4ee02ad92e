package io.willingly.metrics.quality;

import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.tally.Tally;
import java.util.Map;

/**
 * A published row: the numbers of a scope, role and period.
 *
 * @param tally the integers they are computed from
 * @param values by column name, in the order of {@link Columns}
 */
public record QualityRow(
    ScopeId scope, String role, Period period, Tally tally, Map<String, Value> values) {

  public static QualityRow of(
      Columns columns, ScopeId scope, String role, Period period, Tally tally) {
    return new QualityRow(scope, role, period, tally, columns.values(tally));
  }

  /** Whether every column is zero or empty: such a row is not printed (R79). */
  public boolean isZero() {
    return values.values().stream().allMatch(Value::isZero);
  }
}
