package io.willingly.streams.cli;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/** The demo's clock: the wall's until the history is counted, the simulation's from then on. */
final class DemoClock extends Clock {
  private volatile Clock now;

  DemoClock(Clock wall) {
    this.now = wall;
  }

  void follow(Clock clock) {
    now = clock;
  }

  @Override
  public Instant instant() {
    return now.instant();
  }

  @Override
  public ZoneId getZone() {
    return now.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return now.withZone(zone);
  }
}
