package io.willingly.metrics.fold;

import io.willingly.metrics.tally.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A log in memory.
 *
 * @param facts in order
 * @param weights what each of them says
 */
record ListLog(List<SeenFact> facts, List<Tally> weights) implements FactLog {
  static final FactLog EMPTY = new ListLog(List.of(), List.of());

  @Override
  public Tally sum(Place from, Place to) {
    Tally.Builder sum = new Tally.Builder();
    for (int i = 0; i < facts.size(); i++) {
      if (lies(i, from, to)) {
        sum.add(weights.get(i));
      }
    }
    return sum.build();
  }

  @Override
  public @Nullable SeenFact reach(
      Place from, Place to, ToLongFunction<Tally> measure, long threshold) {
    long sum = 0;
    for (int i = 0; i < facts.size(); i++) {
      long value = measure.applyAsLong(weights.get(i));
      if (value != 0 && lies(i, from, to)) {
        sum = Math.addExact(sum, value);
        if (sum >= threshold) {
          return facts.get(i);
        }
      }
    }
    return null;
  }

  @Override
  public @Nullable SeenFact last(Place from, Place to, ToLongFunction<Tally> measure) {
    for (int i = facts.size() - 1; i >= 0; i--) {
      if (measure.applyAsLong(weights.get(i)) != 0 && lies(i, from, to)) {
        return facts.get(i);
      }
    }
    return null;
  }

  @Override
  public List<SeenFact> list(Place from, Place to, ToLongFunction<Tally> measure, int limit) {
    List<SeenFact> found = new ArrayList<>();
    for (int i = 0; i < facts.size() && found.size() < limit; i++) {
      if (measure.applyAsLong(weights.get(i)) != 0 && lies(i, from, to)) {
        found.add(facts.get(i));
      }
    }
    return found;
  }

  private boolean lies(int i, Place from, Place to) {
    return !from.follows(facts.get(i)) && to.follows(facts.get(i));
  }
}
