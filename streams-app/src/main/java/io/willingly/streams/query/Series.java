package io.willingly.streams.query;

import io.willingly.metrics.comparison.Segment;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of one scope, period by period, in the primary role.
 *
 * @param segment only deals of these kinds count; of one, columns of calls are empty
 * @param definitionVersion rule set of the numbers
 * @param lag records still to be read when it was made
 * @param points in the order asked for; none of a period in which nothing happened
 */
public record Series(
    ScopeId scope,
    Segment segment,
    AsOf asOf,
    int definitionVersion,
    long lag,
    List<Point> points) {
  public Series {
    points = List.copyOf(points);
  }

  /**
   * The numbers of one period.
   *
   * @param first epoch day
   * @param last epoch day
   * @param settled whether the period is over for so long that all of its deals are older than 90
   *     days
   * @param settledShare share of the won deals so far that are older than 90 days, in millionths;
   *     null without any
   */
  public record Point(
      Period period,
      int first,
      int last,
      boolean settled,
      @Nullable Long settledShare,
      Report.Row numbers) {}
}
