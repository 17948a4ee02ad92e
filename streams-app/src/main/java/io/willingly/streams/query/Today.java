package io.willingly.streams.query;

import io.willingly.metrics.scope.ScopeId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What arrived on one day, of deals of all periods: the report as known at its end less the report
 * as known at the end of the day before. A correction can take away more than was added.
 *
 * @param asOf the day that is told of
 * @param definitionVersion rule set of the numbers
 * @param lag records still to be read when it was made
 * @param counts by column, in the order of {@link #COLUMNS}
 */
public record Today(
    ScopeId scope, AsOf asOf, int definitionVersion, long lag, Map<String, Long> counts) {
  /** Columns told of. */
  public static final List<String> COLUMNS =
      List.of(
          "won",
          "lost",
          "answered",
          "told_happy",
          "told_unhappy",
          "remorse_30",
          "referrals",
          "grumbled");

  public Today {
    counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
  }
}
