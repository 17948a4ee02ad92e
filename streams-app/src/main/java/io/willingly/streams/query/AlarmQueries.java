package io.willingly.streams.query;

import io.willingly.metrics.alarm.Alarm;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;
import java.util.List;

/** All that can be asked about early warnings; as {@link Queries} otherwise. */
public interface AlarmQueries {

  /**
   * The early warnings of a quarter, as far as its days are over.
   *
   * @param kind teams, with the whole, or reps
   * @param quarter a calendar quarter
   * @throws IllegalArgumentException when it is no quarter, or neither teams nor reps
   */
  Alarms alarms(ScopeId.Kind kind, Period quarter, AsOf asOf);

  /** Deals an alarm rests on, the latest first, {@link AlarmDeal#MOST} at most. */
  List<AlarmDeal> deals(Alarm alarm, AsOf asOf);

  /**
   * What the limits of a quarter do while nothing is wrong, and how fast they find what is.
   *
   * @param quarters how many fresh ones are played
   */
  Rehearsal rehearse(ScopeId.Kind kind, Period quarter, AsOf asOf, int quarters, long seed);
}
