package io.willingly.streams.query;

import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.scope.ScopeId;
import java.util.List;
import java.util.function.Predicate;

/** Tells what facts would do, by the fold and the state of now. Nothing is changed. */
@FunctionalInterface
public interface DryRuns {
  /**
   * What would become of facts that arrive one after the other, and which numbers would change.
   *
   * @param facts whatever run they name: here they are of a run of their own
   * @param fileRevision revision of the facts that have none but their file's time: one of these
   *     that is known as it stands would be a duplicate, for the file would be the same
   * @param asOf the organisation's date of the rolling periods
   * @param shown whose numbers may be told; of others only how many would change
   * @throws IllegalStateException while the state is being restored
   */
  DryRun of(List<Fact> facts, long fileRevision, int asOf, Predicate<ScopeId> shown);
}
