package io.willingly.metrics.fold;

import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.FactOrder;
import io.willingly.metrics.tally.Tally;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that bears on one deal: its own facts, what falls to it, and its neighbours in time. Nothing
 * else of the customer's history can change the deal's numbers.
 *
 * @param answers answered facts of the surveys that fall to the deal; see {@link Answers}
 * @param groups what its surveys and referrals add to its tally (R28, R33, R101)
 * @param practice the sum of its calls before the signing ({@link Trait})
 * @param objections calls from the signing on with an objection to the price
 * @param referrals the first of the referrals attributed to it, by time
 * @param firstPaidAt date of the earliest payment, microseconds, where a clock starts at it
 * @param next the customer's next won deal (R24)
 * @param hasEarlier the customer had a won deal on an earlier day
 * @param cameBack for a lost deal: the customer bought or referred within the comeback window (R36)
 */
record DealContext(
    Lifecycle life,
    FactLog answers,
    Tally groups,
    Tally practice,
    Objections objections,
    List<ReferralView> referrals,
    @Nullable Long firstPaidAt,
    @Nullable Neighbour next,
    boolean hasEarlier,
    boolean cameBack) {

  /** Another won deal of the customer. */
  record Neighbour(FactId signing, int cohortDay) {}

  /**
   * A referral, whichever of its steps are known (R33). By time, then by id.
   *
   * @param at when it was made, microseconds
   * @param evidence the fact that says so
   */
  record ReferralView(String referralId, long at, FactId evidence)
      implements Comparable<ReferralView> {
    @Override
    public int compareTo(ReferralView other) {
      int order = Long.compare(at, other.at);
      return order != 0 ? order : FactOrder.UTF8.compare(referralId, other.referralId);
    }
  }

  /**
   * Calls on which the customer objected to the price.
   *
   * @param first at most as many as are told as evidence, in order
   * @param lastAt microseconds; meaningless when there are none
   */
  record Objections(long count, List<SeenFact> first, long lastAt) {
    static final Objections NONE = new Objections(0, List.of(), Long.MIN_VALUE);

    /** All there are, in order. */
    static Objections of(List<SeenFact> calls) {
      return calls.isEmpty()
          ? NONE
          : new Objections(
              calls.size(),
              calls.subList(0, Math.min(EvidenceLog.MAX, calls.size())),
              calls.get(calls.size() - 1).occurredAt());
    }
  }
}
