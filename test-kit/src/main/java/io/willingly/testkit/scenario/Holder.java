package io.willingly.testkit.scenario;

import io.willingly.metrics.tally.Tally;
import io.willingly.testkit.oracle.Measure;
import io.willingly.testkit.oracle.Measure.Scope;
import java.util.HashMap;
import java.util.Map;

/**
 * Whose numbers.
 *
 * @param id rep id or team name; empty for the organisation
 */
public record Holder(Scope scope, String id, String role) {

  /** Sums measures over segments and cohort days. */
  public static Map<Holder, Tally> totals(Map<Measure, Long> measures) {
    Map<Holder, Tally.Builder> sums = new HashMap<>();
    measures.forEach(
        (measure, value) ->
            sums.computeIfAbsent(
                    new Holder(measure.scope(), measure.id(), measure.role()),
                    holder -> new Tally.Builder())
                .add(measure.field(), measure.bucket(), value));
    Map<Holder, Tally> totals = new HashMap<>();
    sums.forEach((holder, sum) -> totals.put(holder, sum.build()));
    return totals;
  }
}
