package io.willingly.metrics.alarm;

import io.willingly.metrics.scope.ScopeId;
import java.util.List;

/**
 * More unhappy endings than expected.
 *
 * @param productLine the line, {@link FloorPlan#ALL_LINES} or {@link FloorPlan#OTHER_LINES}
 * @param from first outcome day of what is too much, an epoch day
 * @param day outcome day on which it was too much, an epoch day
 * @param deals outcomes from the first day to the last
 * @param events of them with the event
 * @param expected how many events were to be expected of them
 * @param statistic value of the chart
 * @param limit what it is above
 * @param evidence where the events are to be found
 */
public record Alarm(
    AlarmKind kind,
    Watched metric,
    ScopeId scope,
    String productLine,
    int from,
    int day,
    long deals,
    long events,
    double expected,
    double statistic,
    double limit,
    List<Events> evidence) {
  public Alarm {
    evidence = List.copyOf(evidence);
  }

  /** Deals of one cohort day and segment with the event. */
  public record Events(int cohortDay, Segment segment, long count) {}
}
