package io.willingly.metrics.fold;

import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.tally.Cell;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one delivered fact changed.
 *
 * @param outcomes moves of the ledger; the delivered record's own outcome is among them
 * @param cells differences of contributions, after minus before, by arrival day
 * @param deals results of the deals that changed; removed deals have {@link DealResult#gone()}
 * @param rejected copies that lost a conflict (R4), to be written to the rejected events
 * @param forgotten ids of the customer's deals that no fact names any more, after an erasure (R43)
 */
public record Delta(
    List<OutcomeMove> outcomes,
    List<Cell> cells,
    List<DealResult> deals,
    List<Fact> rejected,
    Set<String> forgotten) {

  /**
   * Adds {@code change} to a row of the ledger.
   *
   * @param run the run that delivered the record whose outcome this is (R6)
   */
  public record OutcomeMove(String source, Family family, Reason reason, long run, int change) {}

  /** A deal as it stands after the fact, or the withdrawal of one. */
  public record DealResult(String customerId, String dealId, @Nullable DealState state) {
    public boolean gone() {
      return state == null;
    }
  }
}
