package io.willingly.streams.watch;

import io.willingly.event.QualityAlarm;
import io.willingly.metrics.alarm.Alarm;
import io.willingly.metrics.alarm.Quarter;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.schemas.alarm.AlarmCodec;
import io.willingly.streams.query.AlarmDeal;
import io.willingly.streams.query.AlarmQueries;
import io.willingly.streams.query.Alarms;
import io.willingly.streams.query.Alarms.Warning;
import io.willingly.streams.query.AsOf;
import io.willingly.streams.watch.AlarmLog.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the early warnings of teams: raises those of this quarter and of the last one that the
 * log does not have, and withdraws those it has and a correction undid.
 *
 * <p>Of one chart, an alarm in the log is the one found now whose days overlap: a late fact may
 * move the day of crossing without any news.
 */
public final class AlarmDuty implements Duty {
  private static final Logger LOG = LoggerFactory.getLogger(AlarmDuty.class);

  private final AlarmQueries queries;
  private final AlarmLog log;
  private final Withdrawals withdrawals;

  public AlarmDuty(AlarmQueries queries, AlarmLog log, Withdrawals withdrawals) {
    this.queries = queries;
    this.log = log;
    this.withdrawals = withdrawals;
  }

  @Override
  public void perform(AsOf asOf) {
    Quarter now = Quarter.containing(asOf.day());
    List<Entry> news = new ArrayList<>();
    for (Quarter quarter : List.of(now.previous(), now)) {
      Alarms found = queries.alarms(ScopeId.Kind.TEAM, quarter.period(), asOf);
      news.addAll(replaced(found, asOf));
      news.addAll(news(found, asOf));
    }
    if (!news.isEmpty()) {
      log.add(news);
      for (Entry entry : news) {
        LOG.info(
            "alarm state={} scope={} metric={} day={}",
            entry.value().getState(),
            entry.key().getId(),
            entry.key().getMetric(),
            entry.value().getDay());
      }
    }
  }

  private List<Entry> news(Alarms found, AsOf asOf) {
    List<Entry> standing =
        new ArrayList<>(
            log.standing().stream()
                .filter(entry -> entry.key().getDefinitionVersion() == found.definitionVersion())
                .filter(entry -> entry.value().getQuarter().equals(found.quarter().toString()))
                .sorted(Comparator.comparing(entry -> entry.value().getDay()))
                .toList());
    List<Entry> news = new ArrayList<>();
    for (Warning warning : found.alarms()) {
      Alarm alarm = warning.alarm();
      Optional<Entry> same = standing.stream().filter(entry -> isSame(entry, alarm)).findFirst();
      if (same.isPresent()) {
        standing.remove(same.get());
      } else {
        news.add(raised(warning, found, asOf));
      }
    }
    for (Entry entry : standing) {
      news.add(new Entry(entry.key(), withdrawn(entry, found, asOf)));
    }
    return news;
  }

  /** Those that stand under another rule set than the one in force. */
  private List<Entry> replaced(Alarms found, AsOf asOf) {
    return log.standing().stream()
        .filter(entry -> entry.key().getDefinitionVersion() != found.definitionVersion())
        .filter(entry -> entry.value().getQuarter().equals(found.quarter().toString()))
        .map(
            entry ->
                new Entry(
                    entry.key(),
                    AlarmCodec.retracted(
                        entry.key(),
                        entry.value(),
                        withdrawals.known(entry, asOf),
                        "rule set %d, under which it was raised, was replaced by %d"
                            .formatted(
                                entry.key().getDefinitionVersion(), found.definitionVersion()),
                        asOf.day())))
        .toList();
  }

  private static boolean isSame(Entry entry, Alarm alarm) {
    Alarm other = AlarmCodec.alarm(entry.key(), entry.value());
    return other.kind() == alarm.kind()
        && other.metric() == alarm.metric()
        && other.scope().equals(alarm.scope())
        && other.productLine().equals(alarm.productLine())
        && other.from() <= alarm.day()
        && alarm.from() <= other.day();
  }

  private Entry raised(Warning warning, Alarms found, AsOf asOf) {
    Alarm alarm = warning.alarm();
    QualityAlarm value =
        AlarmCodec.raised(
            alarm, warning.delay(), found.quarter(), found.falseAlarmsPerQuarter(), asOf.day());
    value.setEvidence(queries.deals(alarm, asOf).stream().map(AlarmDuty::published).toList());
    return new Entry(AlarmCodec.key(alarm, found.definitionVersion()), value);
  }

  private static io.willingly.event.AlarmDeal published(AlarmDeal deal) {
    return new io.willingly.event.AlarmDeal(
        deal.customer(), deal.deal(), deal.reason().name(), deal.rep());
  }

  private QualityAlarm withdrawn(Entry entry, Alarms found, AsOf asOf) {
    return AlarmCodec.retracted(
        entry.key(),
        entry.value(),
        withdrawals.known(entry, asOf),
        withdrawals.reason(entry, found, asOf),
        asOf.day());
  }

  /** What it remembers of the log is not what another adds to it. */
  @Override
  public void rest() {
    log.close();
  }

  @Override
  public String toString() {
    return "alarms";
  }
}
