package io.willingly.streams.query;

import io.willingly.metrics.period.Period;
import io.willingly.metrics.quality.Headline;
import io.willingly.metrics.quality.Headline.Fraction;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.tally.Causes;
import java.util.List;

/**
 * What changed closed periods of a scope, in the primary role (R53).
 *
 * @param definitionVersion rule set of the numbers
 * @param lag records still to be read when it was made
 * @param rows by arrival day, then by period
 */
public record Restatements(
    ScopeId scope, AsOf asOf, int definitionVersion, long lag, List<Row> rows)
    implements RestatementsResult {

  public Restatements {
    rows = List.copyOf(rows);
  }

  /**
   * What the arrivals of a day changed: the difference between the report as known on the day
   * before and as known on the day.
   *
   * @param closedOn epoch day on which the period had closed
   * @param arrivalDay epoch day
   * @param moves the headline rates whose integers changed; empty when only others did
   * @param causes of all that changed
   */
  public record Row(Period period, int closedOn, int arrivalDay, List<Move> moves, Causes causes) {
    public Row {
      moves = List.copyOf(moves);
    }
  }

  /** A rate before and after. */
  public record Move(Headline metric, Fraction before, Fraction after) {}
}
