package io.willingly.streams.query;

import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.Restatement;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.tally.Causes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who changed closed periods, as it was published. */
@FunctionalInterface
public interface CauseSource {
  /**
   * The causes of a scope's restatements in the primary role.
   *
   * @param period of one period, null for all
   */
  Map<Restatement.At, Causes> of(ScopeId scope, @Nullable Period period);
}
