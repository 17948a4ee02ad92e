package io.willingly.metrics.quality;

import io.willingly.metrics.quality.Certainty.Basis;
import io.willingly.metrics.quality.Certainty.Bounds;
import io.willingly.metrics.quality.Certainty.State;
import io.willingly.metrics.tally.Tally;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A published number.
 *
 * @param name in topics, API and CSV
 * @param kind what its values are
 * @param unit of the values, in words
 * @param rule the rule that fixes its exact reading
 * @param doc what it says, one sentence
 * @param formula how it is computed, of other columns where it can; else in words
 * @param window how long after the signing what is counted may happen; null where no bound is set
 * @param value the number of a tally
 * @param share what a rate is a share of; null where it is no share of things counted one by one
 */
public record Column(
    String name,
    Kind kind,
    String unit,
    String rule,
    String doc,
    String formula,
    @Nullable String window,
    Function<Tally, Value> value,
    @Nullable Share share) {

  /** What the values of a column are. */
  public enum Kind {
    /** {@link Value.Count} */
    COUNT,
    /** {@link Value.Rate}, or {@link Value#ABSENT} without a denominator. */
    RATE,
    /** {@link Value.Amounts} */
    MONEY
  }

  /**
   * What a rate is a share of.
   *
   * @param of the counts of a tally
   * @param basis what they rest on
   * @param per the unit of the rate: of 1, or of 100
   */
  public record Share(Function<Tally, Estimate> of, Basis basis, int per) {}

  public Value of(Tally tally) {
    return value.apply(tally);
  }

  /**
   * What the rate of a tally can be trusted for; empty where there is no rate, or it is a mean.
   *
   * @param minimum the denominator from which on a rate is told
   */
  public Optional<Certainty> certainty(Tally tally, int minimum) {
    if (share == null) {
      return Optional.empty();
    }
    Estimate estimate = share.of().apply(tally);
    // While a large move is under way its parts may be here and not there (R50): no claim then.
    if (estimate.denominator() <= 0 || !estimate.possible()) {
      return Optional.empty();
    }
    boolean told = estimate.denominator() >= minimum;
    int per = share.per();
    return Optional.of(
        new Certainty(
            name,
            told ? State.TOLD : State.TOO_FEW,
            estimate.numerator(),
            estimate.denominator(),
            estimate.eligible(),
            share.basis(),
            share.basis() == Basis.ANSWERS ? VoiceColumns.responseRate(tally) : null,
            told ? Bounds.of(estimate.interval(), per) : null,
            told ? estimate.jeffreys().map(one -> Bounds.of(one, per)).orElse(null) : null,
            told ? Bounds.of(estimate.worstCase(), per) : null));
  }
}
