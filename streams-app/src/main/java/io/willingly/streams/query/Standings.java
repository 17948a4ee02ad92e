package io.willingly.streams.query;

import io.willingly.metrics.comparison.Comparison;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Reps, or teams, side by side.
 *
 * @param settledThrough last cohort day whose deals are settled; younger ones are not compared
 * @param definitionVersion rule set of the numbers
 * @param lag records still to be read when it was made
 * @param names of reps as the directory has them, by id; none of teams
 */
public record Standings(
    ScopeId.Kind kind,
    Metric metric,
    Period period,
    AsOf asOf,
    int settledThrough,
    int definitionVersion,
    long lag,
    Comparison comparison,
    Map<String, String> names) {

  public Standings {
    names = Map.copyOf(names);
  }

  /** The rows of some reps or teams only. */
  public Standings where(Predicate<String> id) {
    Comparison one =
        new Comparison(
            comparison.yardstick(),
            comparison.segment(),
            comparison.company(),
            comparison.companyRate(),
            comparison.baselines(),
            comparison.scheduled(),
            comparison.standings().stream().filter(row -> id.test(row.id())).toList());
    return new Standings(
        kind, metric, period, asOf, settledThrough, definitionVersion, lag, one, names);
  }

  /** The name of a rep, empty where there is none. */
  public String name(String id) {
    return names.getOrDefault(id, "");
  }
}
