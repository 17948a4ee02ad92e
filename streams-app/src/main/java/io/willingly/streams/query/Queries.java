package io.willingly.streams.query;

import io.willingly.metrics.period.Period;
import io.willingly.metrics.quality.Endpoint;
import io.willingly.metrics.scope.ScopeId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that can be asked. Arguments and answers are plain records, so that another process can ask
 * as well; days are epoch days in the organisation's zone. As known on a past day an answer is what
 * was published then, by the rules of now (R8).
 *
 * <p>Answers are live: they hold what the pipeline has written to its stores, which it does at the
 * end of each transaction, shortly before that is committed (R70, ADR 0005), and say how many
 * records are still to be read. A call fails with {@link IllegalStateException} while the state is
 * being restored.
 */
public interface Queries {

  /** The numbers of every rep, team or the organisation. */
  Report report(ScopeId.Kind kind, Period period, AsOf asOf);

  /**
   * The deals behind a rate (R80).
   *
   * @param role of the scope's reps in the deals, as in the report: PRIMARY carries them
   */
  ExplainResult explain(ScopeId scope, String role, Metric metric, Period period, AsOf asOf);

  /** How many won deals had an outcome by each day after the signing. */
  CurveResult curve(ScopeId scope, Endpoint outcome, Period period, AsOf asOf);

  /**
   * What changed closed periods of a scope (R53), and who did it: the report as known on one day
   * and on the next.
   *
   * @param period a month, quarter or year; null for all
   * @param since the first arrival day asked for; null for all
   */
  RestatementsResult restatements(
      ScopeId scope, @Nullable Period period, @Nullable Integer since, AsOf asOf);

  /**
   * The figures of a month, quarter or year to sign, or to compare with what was signed.
   *
   * @param knownOn the last arrival day that counts
   * @param columns of the reports, in this order; empty for all
   * @throws IllegalArgumentException when there is no such column
   */
  Figures figures(Period period, int knownOn, List<String> columns);

  /** What the company's settled deals of a period say of each claim. Reads every rep's days. */
  Claims claims(Period period, AsOf asOf);

  /** Whether the answers of a period can be trusted, by rep or team. */
  Integrity integrity(ScopeId.Kind kind, Period period, AsOf asOf);

  /** What is known of a deal. */
  CaseResult deal(String dealId, AsOf asOf);

  /**
   * The customers who can still be helped on {@code asOf}, the most urgent first. As known on a
   * past day it reads every customer.
   */
  SaveList saveList(AsOf asOf);

  /** The facts that wait for another. Reads every customer. */
  Pending pending(AsOf asOf);

  /** All that is known of a source. Reads every customer. */
  SourceFacts facts(String source);

  /** What became of every delivered record. */
  Ledger ledger();

  /** About how many records are still to be read. */
  long lag();
}
