package io.willingly.streams.query;

import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;
import org.jspecify.annotations.Nullable;

/**
 * All that can be asked. Arguments and answers are plain records, so that another process can ask
 * as well; days are epoch days in the organisation's zone.
 *
 * <p>Answers are live: they hold what the pipeline has written to its stores, which it does at the
 * end of each transaction, shortly before that is committed (R70, ADR 0005), and say how many
 * records are still to be read. A call fails with {@link IllegalStateException} while the state is
 * being restored.
 */
public interface Queries {

  /**
   * The numbers of every rep, team or the organisation.
   *
   * @param asOf date of the question: the end of rolling periods (R11)
   * @param asKnownOn only what had arrived by the end of this day counts (R7); null for all
   */
  Report report(ScopeId.Kind kind, Period period, int asOf, @Nullable Integer asKnownOn);

  /** The deals behind a rate (R80). */
  ExplainResult explain(ScopeId scope, Metric metric, Period period, int asOf);

  /** What is known of a deal. */
  CaseResult deal(String dealId);

  /** The customers who can still be helped on {@code asOf}, the most urgent first. */
  SaveList saveList(int asOf);

  /** The facts that wait for another. Reads every customer. */
  Pending pending();

  /** What became of every delivered record. */
  Ledger ledger();

  /** About how many records are still to be read. */
  long lag();
}
