package io.willingly.streams.demo;

/**
 * Interval of the product of two independent proportions: the method of variance estimates recovery
 * (Zou &amp; Donner 2008, Statistics in Medicine 27, 1693-1702) on the log scale, from the Wilson
 * limits of each (Wilson 1927, JASA 22, 209-212).
 */
record ProductInterval(double low, double high) {

  static ProductInterval of(long kept, long won, long happy, long answered, double z) {
    ProductInterval first = wilson(kept, won, z);
    ProductInterval second = wilson(happy, answered, z);
    double p = (double) kept / won;
    double q = (double) happy / answered;
    double down = Math.hypot(Math.log(p / first.low), Math.log(q / second.low));
    double up = Math.hypot(Math.log(first.high / p), Math.log(second.high / q));
    return new ProductInterval(p * q * Math.exp(-down), Math.min(1, p * q * Math.exp(up)));
  }

  static ProductInterval wilson(long successes, long trials, double z) {
    double p = (double) successes / trials;
    double zz = z * z / trials;
    double centre = p + zz / 2;
    double half = z * Math.sqrt(p * (1 - p) / trials + zz / (4 * trials));
    return new ProductInterval((centre - half) / (1 + zz), (centre + half) / (1 + zz));
  }

  boolean contains(double value) {
    return low <= value && value <= high;
  }
}
