package io.willingly.metrics.fold;

import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fold.Delta.OutcomeMove;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects moves of the ledger and cancels those that go and come back. */
public final class OutcomeBook {
  private final Map<OutcomeMove, Integer> moves = new LinkedHashMap<>();

  /** Adds {@code change} records of a run to an outcome. */
  public void move(FactId fact, Reason reason, long run, int change) {
    OutcomeMove key = new OutcomeMove(fact.source(), fact.family(), reason, run, 0);
    moves.merge(key, change, Integer::sum);
  }

  /** Adds ({@code sign} 1) or takes away (-1) all outcomes of a fact as they stand. */
  public void all(KnownFact fact, int sign) {
    fact.outcomes((reason, run, count) -> move(fact.id(), reason, run, sign * count));
  }

  public List<OutcomeMove> moves() {
    List<OutcomeMove> changed = new ArrayList<>();
    moves.forEach(
        (key, change) -> {
          if (change != 0) {
            changed.add(
                new OutcomeMove(key.source(), key.family(), key.reason(), key.run(), change));
          }
        });
    return changed;
  }
}
