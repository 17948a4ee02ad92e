package io.willingly.metrics.quality;

import io.willingly.metrics.tally.Tally;
import java.util.function.Function;

/**
 * A published number.
 *
 * @param name in topics, API and CSV
 * @param kind what its values are
 * @param unit of the values, in words
 * @param rule the rule that fixes its exact reading
 * @param doc what it says, one sentence
 * @param value the number of a tally
 */
public record Column(
    String name, Kind kind, String unit, String rule, String doc, Function<Tally, Value> value) {

  /** What the values of a column are. */
  public enum Kind {
    /** {@link Value.Count} */
    COUNT,
    /** {@link Value.Rate}, or {@link Value#ABSENT} without a denominator. */
    RATE,
    /** {@link Value.Amounts} */
    MONEY
  }

  public Value of(Tally tally) {
    return value.apply(tally);
  }
}
