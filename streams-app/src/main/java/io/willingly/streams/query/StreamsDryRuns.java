package io.willingly.streams.query;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fold.Fold;
import io.willingly.metrics.quality.Columns;
import io.willingly.metrics.scope.RepFold;
import io.willingly.metrics.scope.ScopeId;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** Dry runs over the state. Thread-safe. */
public final class StreamsDryRuns implements DryRuns {
  private final StateStores stores;
  private final Fold fold;
  private final RepFold reps;
  private final Columns columns;
  private final LongSupplier lag;

  /**
   * Runs over stores.
   *
   * @param organisation id of the organisation scope (R40)
   * @param lag about how many records are still to be read
   */
  public StreamsDryRuns(
      StateStores stores, Definition definition, String organisation, LongSupplier lag) {
    this.stores = stores;
    this.fold = new Fold(definition);
    this.reps = new RepFold(definition, organisation);
    this.columns = Columns.of(definition);
    this.lag = lag;
  }

  @Override
  public DryRun of(List<Fact> facts, long fileRevision, int asOf, Predicate<ScopeId> shown) {
    long left = lag.getAsLong();
    Draft draft = new Draft(stores, fold, reps);
    List<DryRun.Fate> fates = draft.deliver(facts, fileRevision);
    DraftEffects effects = new DraftEffects(draft, columns, asOf);
    effects.tell(shown);
    return new DryRun(left, fates, draft.others(), effects.told(), effects.hidden());
  }
}
