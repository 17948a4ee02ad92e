package io.willingly.metrics.fold;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.FactId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A short history is folded from scratch: cheaper than to look up what a fact bears on. */
final class WholeEffects implements Effects {
  private final String customerId;
  private final History history;
  private final Definition definition;
  private final Set<FactId> changed = new LinkedHashSet<>();
  private @Nullable CustomerFold fold;

  WholeEffects(String customerId, History history, Definition definition) {
    this.customerId = customerId;
    this.history = history;
    this.definition = definition;
  }

  @Override
  public void change(@Nullable SeenFact before, @Nullable SeenFact after) {
    SeenFact either = before == null ? after : before;
    if (either != null) {
      changed.add(either.id());
    }
  }

  @Override
  public Map<FactId, Reason> reasons() {
    Map<FactId, Reason> settled = new LinkedHashMap<>();
    for (KnownFact known : history.knownFacts()) {
      settled.put(known.id(), fold().reasons().getOrDefault(known.id(), Reason.NONE));
    }
    return settled;
  }

  /** The facts that changed; a call whose outcome moves is counted again without being named. */
  @Override
  public Set<FactId> calls() {
    return changed;
  }

  @Override
  public Set<String> deals() {
    Set<String> all = new LinkedHashSet<>(history.openedDeals());
    all.addAll(fold().results().keySet());
    return all;
  }

  @Override
  public DealRules.Result fold(String dealId) {
    return fold().results().getOrDefault(dealId, DealRules.Result.NOTHING);
  }

  /** Asked for only once everything has changed. */
  private CustomerFold fold() {
    if (fold == null) {
      fold = CustomerFold.of(customerId, history.allFacts(), definition);
    }
    return fold;
  }
}
