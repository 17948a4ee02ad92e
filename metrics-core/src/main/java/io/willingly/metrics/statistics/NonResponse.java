package io.willingly.metrics.statistics;

/** What a rate among those who answered can say of all who could have answered. */
public final class NonResponse {
  private NonResponse() {}

  /**
   * The rate of all if none, or all, of the silent would have said yes (Manski 1989): with response
   * rate r and rate p it is [r p, r p + 1 - r].
   *
   * @param yes 0 to answered
   * @param answered 0 to eligible
   * @param eligible 1 or more
   */
  public static Interval bounds(long yes, long answered, long eligible) {
    if (eligible <= 0 || yes < 0 || yes > answered || answered > eligible) {
      throw new IllegalArgumentException(
          "no bounds of %d yes of %d answers of %d eligible: 0 <= yes <= answered <= eligible, at least 1"
              .formatted(yes, answered, eligible));
    }
    return new Interval((double) yes / eligible, (double) (yes + (eligible - answered)) / eligible);
  }
}
