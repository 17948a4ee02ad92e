package io.willingly.streams.query;

import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;
import java.util.List;

/**
 * The deals behind a rate. Their sums equal the numbers of the report when nothing is left to be
 * read; else both are told (R69).
 *
 * @param role of the scope's reps in the deals
 * @param reported numerator and denominator as the report has them
 * @param lag records still to be read when it was made
 * @param deals the won deals of the scope in the period, by cohort day and deal
 */
public record Explanation(
    ScopeId scope,
    String role,
    Metric metric,
    Period period,
    AsOf asOf,
    Fraction reported,
    long lag,
    List<Deal> deals)
    implements ExplainResult {

  public Explanation {
    deals = List.copyOf(deals);
  }

  /** A numerator and a denominator. */
  public record Fraction(long numerator, long denominator) {}

  /**
   * A deal and what it adds; or, without ids, what the deals of erased customers had added.
   *
   * @param inNumerator 1 when it is in the numerator; how many erased deals are
   * @param inDenominator 1 when it is in the denominator; how many erased deals are
   * @param reason why
   */
  public record Deal(
      String deal,
      String customer,
      String rep,
      int cohortDay,
      long inNumerator,
      long inDenominator,
      Reason reason,
      List<Evidence> evidence) {
    public Deal {
      evidence = List.copyOf(evidence);
    }
  }

  /** Why a deal is or is not in the numerator. */
  public enum Reason {
    /** Kept, and nothing speaks against it. */
    KEPT,
    TOOK_IT_BACK,
    STATED_REGRET,
    /** It happened, but after the window of the metric (R21). */
    OUTSIDE_WINDOW,
    /** Reversed for a reason that is not a change of mind. */
    OTHER_REVERSAL,
    /** Reversed for a reason nobody knows: neither remorse nor none (R19). */
    UNKNOWN_REASON,
    /** Refunded below what counts as taken back (R18). */
    PARTIAL_REFUND,
    HAPPY,
    SO_SO,
    NOT_HAPPY,
    /** The respondents tie: answered, not happy (R26). */
    SPLIT,
    NO_ANSWER,
    REFERRED,
    NO_REFERRAL,
    /** Known then, erased since: only integers are left (R43). */
    ERASED
  }

  /** The sum over the deals. */
  public Fraction sum() {
    return new Fraction(
        deals.stream().mapToLong(Deal::inNumerator).sum(),
        deals.stream().mapToLong(Deal::inDenominator).sum());
  }
}
