package io.willingly.streams.query;

import io.willingly.metrics.alarm.AlarmKind;
import io.willingly.metrics.alarm.Delay;
import io.willingly.metrics.alarm.FloorSimulation.FalseAlarms;
import io.willingly.metrics.alarm.Watched;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;
import java.util.List;

/**
 * Simulated quarters of a floor.
 *
 * @param budget false alarms that are allowed in a quarter, all kinds together
 * @param quarters how many were played in which nothing was wrong
 */
public record Rehearsal(
    ScopeId.Kind kind,
    Period quarter,
    AsOf asOf,
    double budget,
    int quarters,
    long seed,
    List<Kind> kinds,
    List<Chart> charts) {
  public Rehearsal {
    kinds = List.copyOf(kinds);
    charts = List.copyOf(charts);
  }

  /** With the charts of one scope. */
  public Rehearsal of(String id) {
    return new Rehearsal(
        kind,
        quarter,
        asOf,
        budget,
        quarters,
        seed,
        kinds,
        charts.stream().filter(each -> each.scope().id().equals(id)).toList());
  }

  /**
   * One kind of alarm.
   *
   * @param budget its share
   * @param found false alarms in the quarters played
   */
  public record Kind(AlarmKind kind, double limit, double budget, FalseAlarms found) {}

  /**
   * One chart.
   *
   * @param deals outcomes to expect in the quarter
   * @param events of them with the event
   * @param delay how long it takes to find a doubling
   */
  public record Chart(
      AlarmKind kind,
      Watched metric,
      ScopeId scope,
      String productLine,
      double deals,
      double events,
      Delay delay) {}
}
