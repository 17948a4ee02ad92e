package io.willingly.testkit.oracle;

import io.willingly.metrics.fold.DealState;
import io.willingly.metrics.fold.DealState.RemorseReason;
import io.willingly.metrics.fold.DealState.Status;
import io.willingly.metrics.fold.DealState.Vote;
import io.willingly.metrics.fold.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Where a deal stands; the components are those of {@link DealState}.
 *
 * @param repId null while the deal is open
 * @param cohortDay null while the deal is open
 */
public record DealOutcome(
    Status status,
    @Nullable String repId,
    @Nullable Integer cohortDay,
    Verdict verdict,
    @Nullable Integer remorseDay,
    RemorseReason remorseReason,
    @Nullable Vote answer,
    @Nullable Integer referredDay,
    @Nullable Long amountMinor,
    @Nullable String currency) {

  /** The comparable part of a folded deal. */
  public static DealOutcome of(DealState state) {
    return new DealOutcome(
        state.status(),
        state.repId(),
        state.cohortDay(),
        state.verdict(),
        state.remorseDay(),
        state.remorseReason(),
        state.answer(),
        state.referredDay(),
        state.amountMinor(),
        state.currency());
  }
}
