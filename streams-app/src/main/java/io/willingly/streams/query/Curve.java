package io.willingly.streams.query;

import io.willingly.metrics.period.Period;
import io.willingly.metrics.quality.Endpoint;
import io.willingly.metrics.quality.FollowUp.Point;
import io.willingly.metrics.scope.ScopeId;
import java.util.List;

/**
 * How many won deals had an outcome by each day after the signing: the Kaplan-Meier estimate, in
 * which young deals count for as long as they were seen.
 *
 * @param definitionVersion rule set of the numbers
 * @param lag records still to be read when it was made
 * @param won deals of the period
 * @param longestFollowUp age of the oldest in days; there are no points after it
 * @param points days on which something happened, ascending
 */
public record Curve(
    ScopeId scope,
    Endpoint outcome,
    Period period,
    AsOf asOf,
    int definitionVersion,
    long lag,
    long won,
    int longestFollowUp,
    List<Point> points)
    implements CurveResult {

  public Curve {
    points = List.copyOf(points);
  }
}
