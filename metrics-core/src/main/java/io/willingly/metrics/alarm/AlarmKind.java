package io.willingly.metrics.alarm;

/**
 * How a warning was found.
 *
 * <p>All three share one budget of false alarms, for the whole floor and both metrics together: the
 * first spends half of it, each of the others a quarter.
 */
public enum AlarmKind {
  /** A chart in time: more than expected, deal by deal. */
  CUSUM(0.5),
  /** Beside the others over the last thirteen weeks. */
  PEER(0.25),
  /** A slow rise from week to week. */
  TREND(0.25);

  private final double share;

  AlarmKind(double share) {
    this.share = share;
  }

  /** Its share of the budget. */
  public double share() {
    return share;
  }
}
