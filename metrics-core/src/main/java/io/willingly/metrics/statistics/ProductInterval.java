package io.willingly.metrics.statistics;

/**
 * Interval of the product of two independent proportions by variance recovery: the distances of
 * each proportion from its own limits are added as squares on the logarithmic scale (MOVER; Zou and
 * Donner, Statistics in Medicine 27, 2008). Far cheaper than {@link ProductPosterior}, and as good.
 */
public final class ProductInterval {
  private ProductInterval() {}

  /**
   * The interval of {@code (first / firstOf) x (second / secondOf)}. A product of zero has no
   * logarithm: its interval is from 0 to the product of both upper limits, which is conservative.
   *
   * @param method interval of each proportion
   * @param confidence such as 0.95
   * @throws IllegalArgumentException as {@link BinomialInterval#of}
   */
  public static Interval of(
      BinomialInterval method,
      long first,
      long firstOf,
      long second,
      long secondOf,
      double confidence) {
    Interval ofFirst = method.of(first, firstOf, confidence);
    Interval ofSecond = method.of(second, secondOf, confidence);
    if (first == 0 || second == 0) {
      return new Interval(0, ofFirst.high() * ofSecond.high());
    }
    double p = (double) first / firstOf;
    double q = (double) second / secondOf;
    double down = Math.hypot(Math.log(p / ofFirst.low()), Math.log(q / ofSecond.low()));
    double up = Math.hypot(Math.log(ofFirst.high() / p), Math.log(ofSecond.high() / q));
    return new Interval(p * q * Math.exp(-down), Math.min(1, p * q * Math.exp(up)));
  }
}
