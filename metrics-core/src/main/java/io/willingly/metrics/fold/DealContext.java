package io.willingly.metrics.fold;

import io.willingly.metrics.fact.FactId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that bears on one deal: its own facts, what falls to it, and its neighbours in time. Nothing
 * else of the customer's history can change the deal's numbers.
 *
 * @param surveys facts of the surveys that belong to the deal, in order
 * @param calls the deal's calls, in order
 * @param referrals the referrals attributed to it, by time
 * @param next the customer's next won deal (R24)
 * @param hasEarlier the customer had a won deal on an earlier day
 * @param cameBack for a lost deal: the customer bought or referred within the comeback window (R36)
 */
record DealContext(
    String customerId,
    Lifecycle life,
    List<SeenFact> surveys,
    List<SeenFact> calls,
    List<ReferralView> referrals,
    @Nullable Neighbour next,
    boolean hasEarlier,
    boolean cameBack) {

  /** Another won deal of the customer. */
  record Neighbour(FactId signing, int cohortDay) {}

  /**
   * A referral, whichever of its steps are known (R33).
   *
   * @param at when it was made, microseconds
   * @param evidence the fact that says so
   */
  record ReferralView(String referralId, long at, FactId evidence, boolean converted) {}
}
