package io.willingly.metrics.fold;

import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.FactOrder;

/**
 * A fact as the rules see it: its winning version, not retracted, not erased.
 *
 * @param occurredAt microseconds since the epoch
 */
record SeenFact(FactId id, long occurredAt, int rank, Content content)
    implements Comparable<SeenFact> {

  SeenFact(FactId id, long occurredAt, Content content) {
    this(id, occurredAt, FactOrder.rank(content), content);
  }

  /** The order of facts (R1). */
  @Override
  public int compareTo(SeenFact other) {
    int order = Long.compare(occurredAt, other.occurredAt);
    order = order != 0 ? order : Integer.compare(rank, other.rank);
    order = order != 0 ? order : FactOrder.UTF8.compare(id.source(), other.id.source());
    return order != 0 ? order : FactOrder.UTF8.compare(id.eventId(), other.id.eventId());
  }
}
