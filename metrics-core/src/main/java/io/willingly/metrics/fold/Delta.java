package io.willingly.metrics.fold;

import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.tally.Cell;
import io.willingly.metrics.tally.RepDay;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one delivered fact changed.
 *
 * @param outcomes moves of the ledger; the delivered record's own outcome is among them
 * @param cells differences of contributions, after minus before, by arrival day
 * @param deals results of the deals that changed; removed deals have {@link DealResult#gone()}
 * @param counted by deal: under which reps and on which cohort days what it adds has changed, as of
 *     any arrival day; after an erasure all that is left of the customer's
 * @param rejected copies that lost a conflict (R4), to be written to the rejected events
 * @param erasure what an erasure took, null when the fact is none
 */
public record Delta(
    List<OutcomeMove> outcomes,
    List<Cell> cells,
    List<DealResult> deals,
    Map<String, Set<RepDay>> counted,
    List<Fact> rejected,
    @Nullable Erasure erasure) {

  /**
   * Adds {@code change} to a row of the ledger.
   *
   * @param run the run that delivered the record whose outcome this is (R6)
   */
  public record OutcomeMove(String source, Family family, Reason reason, long run, int change) {}

  /**
   * What the erasure of a customer took (R43).
   *
   * @param deals all deals that were his: none is counted any more where it was
   * @param forgotten those that no fact names any more
   * @param cells what they had added to their reps' tallies by each earlier arrival day, of no
   *     deal; nothing in all
   */
  public record Erasure(Set<String> deals, Set<String> forgotten, List<Cell> cells) {}

  /** A deal as it stands after the fact, or the withdrawal of one. */
  public record DealResult(String customerId, String dealId, @Nullable DealState state) {
    public boolean gone() {
      return state == null;
    }
  }
}
