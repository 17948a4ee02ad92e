package io.willingly.metrics.comparison;

import io.willingly.metrics.statistics.Interval;

/**
 * A rate and where the truth may lie at 95 %, each in millionths and rounded half up.
 *
 * @param low lower limit
 * @param high upper limit
 */
public record Figure(long rate, long low, long high) {
  /** Decimals of a rate in millionths. */
  static final int SCALE = 6;

  private static final long MILLIONTHS = 1_000_000;

  static Figure of(double rate, Interval interval) {
    return new Figure(millionths(rate), millionths(interval.low()), millionths(interval.high()));
  }

  /** Of every interval here. */
  static double confidence() {
    return 0.95;
  }

  static long millionths(double rate) {
    return Math.round(rate * MILLIONTHS);
  }
}
