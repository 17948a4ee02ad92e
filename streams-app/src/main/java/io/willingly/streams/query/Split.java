package io.willingly.streams.query;

import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.tally.CellKey.Recurrence;
import java.util.List;

/**
 * The numbers of one scope by kind of deal, in the primary role. Columns of calls are empty: a call
 * is of no kind of deal.
 *
 * @param definitionVersion rule set of the numbers
 * @param lag records still to be read when it was made
 * @param rows by product line and recurrence; none that is zero
 */
public record Split(
    ScopeId scope, Period period, AsOf asOf, int definitionVersion, long lag, List<Row> rows) {
  public Split {
    rows = List.copyOf(rows);
  }

  /**
   * The numbers of one kind of deal.
   *
   * @param productLine empty when unknown
   */
  public record Row(String productLine, Recurrence recurring, Report.Row numbers) {}
}
