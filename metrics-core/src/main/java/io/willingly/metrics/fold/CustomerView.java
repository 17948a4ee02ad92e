package io.willingly.metrics.fold;

import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Version;
import io.willingly.metrics.tally.CellKey;
import io.willingly.metrics.tally.Tally;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a customer.
 *
 * @param facts every fact in its newest version, with its outcome
 * @param deals every deal that exists, by id
 */
public record CustomerView(String customerId, List<FactView> facts, Map<String, DealView> deals) {

  /**
   * A fact and its outcome.
   *
   * @param occurredAt microseconds since the epoch
   * @param arrival milliseconds since the epoch
   */
  public record FactView(
      FactId id,
      Version version,
      boolean retracted,
      long occurredAt,
      long arrival,
      Content content,
      Reason reason) {}

  /**
   * A deal and what it adds.
   *
   * @param state null while the deal is open
   * @param cells what it adds now, by cell
   */
  public record DealView(@Nullable DealState state, Map<CellKey, Tally> cells) {}
}
