package io.willingly.metrics.fold;

import io.willingly.metrics.tally.Tally;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Facts in order (R1), each with a sum of what it says ({@link Trait}). The rules ask for sums over
 * a stretch and for the first and last facts that say something, never for all facts: that is what
 * keeps the cost of a deal from growing with its history.
 *
 * <p>A measure reads one number, not below 0, from a sum; the measure of two sums added is the sum
 * of both measures.
 */
interface FactLog {
  Tally sum(Place from, Place to);

  /** The fact at which the measure, summed from the first place on, reaches a threshold. */
  @Nullable SeenFact reach(Place from, Place to, ToLongFunction<Tally> measure, long threshold);

  @Nullable SeenFact last(Place from, Place to, ToLongFunction<Tally> measure);

  /** The first facts on which the measure is not 0, at most {@code limit}. */
  List<SeenFact> list(Place from, Place to, ToLongFunction<Tally> measure, int limit);

  default @Nullable SeenFact first(Place from, Place to, ToLongFunction<Tally> measure) {
    return reach(from, to, measure, 1);
  }
}
