package io.willingly.metrics.statistics;

import java.util.function.DoubleUnaryOperator;

/**
 * Integration by the double exponential rule (Takahasi and Mori 1974), which bears singular
 * derivatives at both ends.
 */
final class TanhSinh {
  private static final int HALF = 48;
  private static final double STEP = 1.0 / 16;
  private static final double[] NODES = new double[2 * HALF + 1];
  private static final double[] WEIGHTS = new double[2 * HALF + 1];

  /** Less weight than this times a value of at most 1 does not show in seven digits. */
  private static final double NEGLIGIBLE = 1e-13;

  static {
    for (int i = -HALF; i <= HALF; i++) {
      double t = i * STEP;
      double u = Math.PI / 2 * Math.sinh(t);
      NODES[i + HALF] = Math.tanh(u);
      WEIGHTS[i + HALF] = STEP * Math.PI / 2 * Math.cosh(t) / Math.pow(Math.cosh(u), 2);
    }
  }

  private TanhSinh() {}

  /**
   * The integral of density times value.
   *
   * @param value at most 1 in size, and not asked where the density has no weight
   */
  static double integrate(
      double low, double high, DoubleUnaryOperator density, DoubleUnaryOperator value) {
    double half = (high - low) / 2;
    double centre = (high + low) / 2;
    double sum = 0;
    for (int i = 0; i < NODES.length; i++) {
      double at = centre + half * NODES[i];
      if (at > low && at < high) {
        double weight = half * WEIGHTS[i] * density.applyAsDouble(at);
        if (weight > NEGLIGIBLE) {
          sum += weight * value.applyAsDouble(at);
        }
      }
    }
    return sum;
  }
}
