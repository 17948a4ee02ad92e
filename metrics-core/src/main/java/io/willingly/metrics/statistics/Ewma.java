package io.willingly.metrics.statistics;

/**
 * The exponentially weighted moving average chart (Roberts 1959).
 *
 * @param centre where the average starts and belongs
 * @param sigma standard deviation of one value, above 0
 * @param lambda weight of the newest value, above 0, at most 1
 * @param width limits in standard deviations of the average, such as 3
 */
public record Ewma(double centre, double sigma, double lambda, double width) {
  public Ewma {
    if (!(sigma > 0 && lambda > 0 && lambda <= 1 && width > 0)) {
      throw new IllegalArgumentException(
          "sigma and width must be above 0, lambda above 0 and at most 1: %s, %s, %s"
              .formatted(sigma, width, lambda));
    }
  }

  /** The average after one value more; the first follows the centre. */
  public double next(double average, double value) {
    return lambda * value + (1 - lambda) * average;
  }

  /** The limits the average tends to after many values. */
  public Interval limits() {
    double half = width * sigma * Math.sqrt(lambda / (2 - lambda));
    return new Interval(centre - half, centre + half);
  }
}
