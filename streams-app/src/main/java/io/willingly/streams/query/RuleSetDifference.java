package io.willingly.streams.query;

import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The same facts under two rule sets (R71).
 *
 * @param before the one rule set
 * @param after the other
 * @param rows by kind of scope, id and metric
 */
public record RuleSetDifference(int before, int after, Period period, List<Row> rows) {
  public RuleSetDifference {
    rows = List.copyOf(rows);
  }

  /** A rate of a scope. */
  public record Row(ScopeId scope, Metric metric, Side before, Side after) {
    /** The rate now less the rate before, null when one of them is missing or of too few. */
    public @Nullable BigDecimal difference() {
      BigDecimal old = before.rate();
      BigDecimal now = after.rate();
      return old == null || now == null || before.tooFew() || after.tooFew()
          ? null
          : now.subtract(old);
    }
  }

  /**
   * A rate under one rule set.
   *
   * @param rate as published, null without a denominator
   * @param tooFew whether the denominator is below the rule set's minimum, so that the rate is none
   *     to be told
   */
  public record Side(long numerator, long denominator, @Nullable BigDecimal rate, boolean tooFew) {}
}
