package io.willingly.streams.cli;

import io.willingly.streams.config.Settings;
import io.willingly.streams.delivery.Attempts;
import io.willingly.streams.delivery.Delivery;
import io.willingly.streams.watch.AlarmDuty;
import io.willingly.streams.watch.AlarmLog;
import io.willingly.streams.watch.BaselineDuty;
import io.willingly.streams.watch.Watch;
import io.willingly.streams.watch.Withdrawals;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** What the owner of a pipeline does beside it, for as long as its session lives. */
final class Watching {
  /** How far behind the pipeline is takes one look; a live one is never quite done. */
  private static final long ONE_LOOK_MILLIS = 0;

  private Watching() {}

  /**
   * Starts.
   *
   * @param clock the pipeline's, for what is published
   * @param wall that of the machine, for what is signed
   */
  static void start(OwnSession session, Settings settings, Clock clock, Clock wall) {
    String application = settings.pipeline().applicationId();
    AlarmLog log = session.keep(new AlarmLog(session.cluster(), application, clock));
    Delivery delivery =
        session.keep(
            new Delivery(
                settings,
                session.cluster(),
                session::today,
                wall,
                Objects.requireNonNullElse(session.meters(), Attempts.UNTOLD)));
    AlarmDuty alarms =
        new AlarmDuty(
            session.alarms(),
            log,
            new Withdrawals(session.queries(), session.rules().remorseDays()));
    BaselineDuty baselines =
        new BaselineDuty(session.comparisons(), session.rules(), session.cluster());
    session.keep(
        Watch.start(
            session::leads,
            () -> session.left(ONE_LOOK_MILLIS),
            session::today,
            Duration.ofSeconds(settings.alarms().watchSeconds()),
            List.of(alarms, delivery, baselines)));
  }
}
