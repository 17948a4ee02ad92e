package io.willingly.metrics.fold;

import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.FactOrder;
import java.util.Comparator;

/**
 * A fact as the rules see it: its winning version, not retracted, not erased.
 *
 * @param occurredAt microseconds since the epoch
 */
record SeenFact(FactId id, long occurredAt, int rank, Content content)
    implements Comparable<SeenFact> {

  /** The order of facts (R1). */
  private static final Comparator<SeenFact> ORDER =
      Comparator.comparingLong(SeenFact::occurredAt)
          .thenComparingInt(SeenFact::rank)
          .thenComparing(fact -> fact.id().source(), FactOrder.UTF8)
          .thenComparing(fact -> fact.id().eventId(), FactOrder.UTF8);

  SeenFact(FactId id, long occurredAt, Content content) {
    this(id, occurredAt, FactOrder.rank(content), content);
  }

  @Override
  public int compareTo(SeenFact other) {
    return ORDER.compare(this, other);
  }
}
