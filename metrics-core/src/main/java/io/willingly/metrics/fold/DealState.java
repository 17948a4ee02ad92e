package io.willingly.metrics.fold;

import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.tally.CellKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rules say of one deal: the row behind {@code deal-verdicts}, explain, the save list and
 * the case file. Days are epoch days in the organisation's zone; {@code Integer} day offsets count
 * from the clock start of the deal and are null when it did not happen.
 *
 * @param status OPEN, WON or LOST
 * @param repId the primary rep, {@link CellKey#NO_REP} for self-serve
 * @param cohortDay signing day (won), loss day (lost), else opening day
 * @param remorseDay day offset of the remorse
 * @param remorseReason why remorse is what it is
 * @param answer told-us answer on the price: YES, NEUTRAL, NO, SPLIT, or null
 * @param referredDay day offset of the first referral
 * @param saveReasons why the customer is on the save list; empty when not
 * @param saveUntil last day on which the customer can still be helped, epoch day
 * @param evidence at most 32 facts, with the reason each is here for (R74)
 * @param evidenceCount all of them
 */
public record DealState(
    Status status,
    String repId,
    int cohortDay,
    String productLine,
    CellKey.Recurrence recurring,
    @Nullable Long amountMinor,
    @Nullable String currency,
    Verdict verdict,
    @Nullable Integer remorseDay,
    RemorseReason remorseReason,
    @Nullable Vote answer,
    @Nullable Integer referredDay,
    List<SaveReason> saveReasons,
    int saveUntil,
    List<Evidence> evidence,
    int evidenceCount) {

  public DealState {
    saveReasons = List.copyOf(saveReasons);
    evidence = List.copyOf(evidence);
  }

  /** Where the deal stands. */
  public enum Status {
    OPEN,
    WON,
    LOST
  }

  /** A deciding answer (R26). */
  public enum Vote {
    YES,
    NEUTRAL,
    NO,
    SPLIT
  }

  /** Why a deal has remorse or not; the window of the metric asked for is applied at the edge. */
  public enum RemorseReason {
    NONE,
    TOOK_IT_BACK,
    STATED_REGRET,
    OTHER_REVERSAL,
    UNKNOWN_REASON,
    PARTIAL_REFUND
  }

  /** Why a customer can still be helped. */
  public enum SaveReason {
    UNHAPPY,
    FELT_PRESSURED,
    REGRET,
    PAID_LATE,
    DISPUTED,
    CONCESSION,
    OBJECTION
  }

  /** What a fact is evidence of. */
  public enum EvidenceKind {
    SIGNING,
    LOSS,
    REVERSAL,
    REVERSAL_OTHER_REASON,
    REVERSAL_UNKNOWN_REASON,
    PARTIAL_REFUND,
    REGRET,
    ANSWER,
    LATER_ANSWER,
    REFERRAL,
    RENEWAL,
    EXPANSION,
    NEXT_DEAL,
    GRUMBLE
  }

  /**
   * A fact and what it is evidence of.
   *
   * @param day day offset from the clock start
   */
  public record Evidence(FactId fact, EvidenceKind kind, int day) {}
}
