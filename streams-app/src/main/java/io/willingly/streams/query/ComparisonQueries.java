package io.willingly.streams.query;

import io.willingly.metrics.comparison.Baseline;
import io.willingly.metrics.comparison.Segment;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;
import java.util.List;

/** What can be asked of reps and teams side by side; as {@link Queries} in all else. */
public interface ComparisonQueries {

  /**
   * Reps, or teams, side by side, over the settled deals of a period.
   *
   * @throws IllegalArgumentException for the organisation, which is what they are compared with
   */
  Standings compare(ScopeId.Kind kind, Metric metric, Period period, Segment segment, AsOf asOf);

  /** Why the rate of a rep or team differs from what it would be with the company's mix. */
  MixResult mix(ScopeId scope, Metric metric, Period period, Segment segment, AsOf asOf);

  /**
   * The baselines of reps, or of teams, of a day of the schedule.
   *
   * @param monday see {@link io.willingly.metrics.comparison.Baselines#due}
   */
  List<Baseline> baselines(ScopeId.Kind kind, int monday);
}
