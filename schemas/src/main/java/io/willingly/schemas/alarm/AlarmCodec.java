package io.willingly.schemas.alarm;

import io.willingly.event.AlarmDeal;
import io.willingly.event.AlarmState;
import io.willingly.event.QualityAlarm;
import io.willingly.event.QualityAlarmKey;
import io.willingly.metrics.alarm.Alarm;
import io.willingly.metrics.alarm.AlarmKind;
import io.willingly.metrics.alarm.Delay;
import io.willingly.metrics.alarm.Watched;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** Early warnings as records of {@code quality-alarms}, and back. */
public final class AlarmCodec {
  private AlarmCodec() {}

  public static QualityAlarmKey key(Alarm alarm, int definitionVersion) {
    return new QualityAlarmKey(
        alarm.scope().kind().name(), alarm.scope().id(), alarm.metric().key(), definitionVersion);
  }

  /**
   * An alarm as it is raised, without evidence.
   *
   * @param falseAlarmsPerQuarter to expect on the whole floor
   * @param cellsThrough last arrival day of the cells it was computed from, an epoch day
   */
  public static QualityAlarm raised(
      Alarm alarm, Delay delay, Period quarter, double falseAlarmsPerQuarter, int cellsThrough) {
    QualityAlarm value = new QualityAlarm();
    value.setState(AlarmState.RAISED);
    value.setKind(io.willingly.event.AlarmKind.valueOf(alarm.kind().name()));
    value.setProductLine(alarm.productLine());
    value.setQuarter(quarter.toString());
    value.setFrom(LocalDate.ofEpochDay(alarm.from()));
    value.setDay(LocalDate.ofEpochDay(alarm.day()));
    value.setDeals(alarm.deals());
    value.setEvents(alarm.events());
    value.setExpected(alarm.expected());
    value.setStatistic(alarm.statistic());
    value.setLimit(alarm.limit());
    value.setFalseAlarmsPerQuarter(falseAlarmsPerQuarter);
    value.setCellsThrough(LocalDate.ofEpochDay(cellsThrough));
    value.setEvidence(List.of());
    value.setWithdrawal("");
    value.setDetectionDelayDeals(delay.deals());
    value.setDetectionDelayDays(delay.days());
    value.setDetectionDelayDeals90(delay.deals90());
    value.setDetectionDelayDays90(delay.days90());
    value.setFoundInQuarterPercent(delay.inQuarter());
    return value;
  }

  /**
   * The withdrawal of an alarm.
   *
   * @param value as it was raised
   * @param evidence what of it is still known
   * @param why in words
   * @param cellsThrough last arrival day of the cells it was computed from, an epoch day
   */
  public static QualityAlarm retracted(
      QualityAlarmKey key,
      QualityAlarm value,
      List<AlarmDeal> evidence,
      String why,
      int cellsThrough) {
    QualityAlarm retracted =
        raised(
            alarm(key, value),
            delay(value),
            Period.parse(value.getQuarter()),
            value.getFalseAlarmsPerQuarter(),
            cellsThrough);
    retracted.setState(AlarmState.RETRACTED);
    retracted.setEvidence(evidence);
    retracted.setWithdrawal(why);
    return retracted;
  }

  /** The alarm in a record, without where its events are. */
  public static Alarm alarm(QualityAlarmKey key, QualityAlarm value) {
    LocalDate from = value.getFrom();
    return new Alarm(
        AlarmKind.valueOf(value.getKind().name()),
        Watched.valueOf(key.getMetric().toUpperCase(Locale.ROOT)),
        new ScopeId(ScopeId.Kind.valueOf(key.getScope()), key.getId()),
        value.getProductLine(),
        epochDay(from == null ? value.getDay() : from),
        epochDay(value.getDay()),
        value.getDeals(),
        value.getEvents(),
        value.getExpected(),
        value.getStatistic(),
        value.getLimit(),
        List.of());
  }

  /** The delay in a record. */
  public static Delay delay(QualityAlarm value) {
    return new Delay(
        value.getDetectionDelayDeals(),
        value.getDetectionDelayDays(),
        value.getDetectionDelayDeals90(),
        value.getDetectionDelayDays90(),
        value.getFoundInQuarterPercent());
  }

  private static int epochDay(LocalDate date) {
    return Math.toIntExact(date.toEpochDay());
  }
}
