package io.willingly.streams.query;

import io.willingly.metrics.alarm.Alarm;
import io.willingly.metrics.alarm.Delay;
import io.willingly.metrics.alarm.FloorPlan.Unwatched;
import io.willingly.metrics.alarm.Limits;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;
import java.util.List;
import java.util.function.Predicate;

/**
 * The early warnings of a quarter.
 *
 * @param falseAlarmsPerQuarter to expect on the whole floor, all kinds of alarms together
 * @param charts how many charts watch it
 * @param lag records still to be read when it was made
 * @param alarms by day
 * @param unwatched what has no chart
 */
public record Alarms(
    ScopeId.Kind kind,
    Period quarter,
    AsOf asOf,
    int definitionVersion,
    double falseAlarmsPerQuarter,
    Limits limits,
    int charts,
    long lag,
    List<Warning> alarms,
    List<Unwatched> unwatched) {
  public Alarms {
    alarms = List.copyOf(alarms);
    unwatched = List.copyOf(unwatched);
  }

  /** Those of one scope. */
  public Alarms of(String id) {
    return where(scope -> scope.id().equals(id));
  }

  /** Those of some scopes. */
  public Alarms where(Predicate<ScopeId> scope) {
    return new Alarms(
        kind,
        quarter,
        asOf,
        definitionVersion,
        falseAlarmsPerQuarter,
        limits,
        charts,
        lag,
        alarms.stream().filter(each -> scope.test(each.alarm().scope())).toList(),
        unwatched.stream().filter(each -> scope.test(each.scope())).toList());
  }

  /**
   * An alarm.
   *
   * @param delay how long such a chart takes to find a doubling
   */
  public record Warning(Alarm alarm, Delay delay) {}
}
