package io.willingly.metrics.statistics;

/** What is believed of a rate after the data. */
public interface Posterior {
  double mean();

  /** Of the rate; 0 to 1/2. */
  double standardDeviation();

  /** The probability that the rate is at most x; 0 below 0, 1 above 1. */
  double cdf(double x);

  /**
   * The rate that is not exceeded with a probability.
   *
   * @param p 0 to 1
   */
  double quantile(double p);

  /**
   * The interval with equal tails.
   *
   * @param confidence between 0 and 1, such as 0.95
   */
  default Interval credible(double confidence) {
    double tail = Normal.tail(confidence);
    return new Interval(quantile(tail), quantile(1 - tail));
  }
}
