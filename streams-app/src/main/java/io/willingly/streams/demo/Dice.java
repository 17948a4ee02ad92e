package io.willingly.streams.demo;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Seeded chance. Everything derives from {@link SplittableRandom#nextLong()}, whose sequence is
 * fixed, so that a seed means the same company on every JDK.
 */
final class Dice {
  private static final double UNIT = 0x1.0p-53;

  private final SplittableRandom random;

  private Dice(SplittableRandom random) {
    this.random = random;
  }

  static Dice seeded(long seed) {
    return new Dice(new SplittableRandom(seed));
  }

  /** Dice whose throws do not depend on how often these are thrown from now on. */
  Dice split() {
    return new Dice(new SplittableRandom(random.nextLong()));
  }

  /** Uniform in [0, 1). */
  double unit() {
    return (random.nextLong() >>> 11) * UNIT;
  }

  boolean chance(double probability) {
    return unit() < probability;
  }

  /** Uniform, both ends inclusive. */
  int between(int low, int high) {
    return low + (int) (unit() * (high - low + 1));
  }

  /** Uniform in [low, high). */
  double between(double low, double high) {
    return low + unit() * (high - low);
  }

  /** Around the mean, at most {@code spread} of it away, more often near than far. */
  double around(double mean, double spread) {
    return mean * (1 + spread * (unit() + unit() - 1));
  }

  /** The whole part of the expectation, and one more with the chance of the rest. */
  int about(double expectation) {
    int whole = (int) expectation;
    return whole + (chance(expectation - whole) ? 1 : 0);
  }

  <T> T pick(List<T> items) {
    return items.get(between(0, items.size() - 1));
  }
}
