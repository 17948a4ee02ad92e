package io.willingly.metrics.quality;

import io.willingly.metrics.statistics.Interval;
import org.jspecify.annotations.Nullable;

/**
 * What a rate can be trusted for. Bounds are at 95 % and in the unit of the rate's column; {@link
 * State#TOO_FEW} has none, for a rate of so few is no rate.
 *
 * @param rate name of the column
 * @param state whether there are enough to tell
 * @param numerator how many of those we know of have it
 * @param denominator those we know of, at least 1: without any there is no rate
 * @param eligible all we would like to know of
 * @param basis on what the counts rest
 * @param responseRate of rates that rest on answers: surveys answered of those delivered, in
 *     millionths; null where deliveries are not reported
 * @param interval Wilson (1927); of happy to pay the product of two by variance recovery (Zou and
 *     Donner 2008); of NPS adjusted Wald
 * @param jeffreys equal-tailed credible interval under Jeffreys' prior (Brown, Cai and DasGupta
 *     2001), of happy to pay the product likewise; null of NPS
 * @param worstCase if all we do not know of were alike, one way or the other
 */
public record Certainty(
    String rate,
    State state,
    long numerator,
    long denominator,
    long eligible,
    Basis basis,
    @Nullable Long responseRate,
    @Nullable Bounds interval,
    @Nullable Bounds jeffreys,
    @Nullable Bounds worstCase) {

  /** Whether there are enough to tell. */
  public enum State {
    TOLD,
    TOO_FEW
  }

  /** What the counts of a rate rest on. */
  public enum Basis {
    /** Known of every deal, call or survey. */
    RECORDS,
    /** Known of those who answered: read it with the response rate. */
    ANSWERS
  }

  /**
   * Where the truth may lie.
   *
   * @param low in millionths, rounded half up
   * @param high in millionths, rounded half up
   */
  public record Bounds(long low, long high) {
    private static final long MILLIONTHS = 1_000_000;

    /**
     * An interval of shares.
     *
     * @param per the unit of the rate: of 1, or of 100
     */
    static Bounds of(Interval interval, int per) {
      long unit = MILLIONTHS * per;
      return new Bounds(Math.round(interval.low() * unit), Math.round(interval.high() * unit));
    }

    public Value.Rate lowest() {
      return new Value.Rate(low);
    }

    public Value.Rate highest() {
      return new Value.Rate(high);
    }
  }

  /** Share of the eligible that we know of. */
  public Value coverage() {
    return Value.rate(denominator, eligible);
  }
}
