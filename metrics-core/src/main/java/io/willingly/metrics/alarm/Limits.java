package io.willingly.metrics.alarm;

/**
 * The limits of a quarter: a value above one is an alarm.
 *
 * @param cusum of every chart in time
 * @param peer of every scope beside the others, in standard errors
 * @param trend of every trend, in standard errors
 */
public record Limits(double cusum, double peer, double trend) {
  public double of(AlarmKind kind) {
    return switch (kind) {
      case CUSUM -> cusum;
      case PEER -> peer;
      case TREND -> trend;
    };
  }
}
