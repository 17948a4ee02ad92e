package io.willingly.metrics.fold;

import io.willingly.metrics.fact.FactId;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What changes of a customer's facts bear on; grows with each {@link #change}. */
interface Effects {
  /** Sees {@code after} where {@code before} was; either may be absent, not both. */
  void change(@Nullable SeenFact before, @Nullable SeenFact after);

  /** New outcomes of facts, whether or not they changed. */
  Map<FactId, Reason> reasons();

  /** Calls to count again, whether or not they still count. */
  Set<FactId> calls();

  /** Deals to fold again, whether or not they still exist. */
  Set<String> deals();

  /** What a deal adds now. */
  DealRules.Result fold(String dealId);
}
