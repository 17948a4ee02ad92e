package io.willingly.metrics.statistics;

/**
 * One stratum of a comparison; each count 0 or more.
 *
 * @param exposedYes with what is compared, and the outcome
 * @param exposedNo with it, without the outcome
 * @param unexposedYes without it, with the outcome
 * @param unexposedNo without it, without the outcome
 */
public record TwoByTwo(long exposedYes, long exposedNo, long unexposedYes, long unexposedNo) {
  public TwoByTwo {
    if (exposedYes < 0 || exposedNo < 0 || unexposedYes < 0 || unexposedNo < 0) {
      throw new IllegalArgumentException(
          "counts of a stratum are 0 or more: %d and %d exposed, %d and %d not"
              .formatted(exposedYes, exposedNo, unexposedYes, unexposedNo));
    }
  }

  double exposed() {
    return exposedYes + exposedNo;
  }

  double unexposed() {
    return unexposedYes + unexposedNo;
  }

  double all() {
    return exposed() + unexposed();
  }

  /** The weight of the stratum: large when both groups are. */
  double weight() {
    return exposed() * unexposed() / all();
  }
}
