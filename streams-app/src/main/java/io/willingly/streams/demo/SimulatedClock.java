package io.willingly.streams.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** A clock that starts at a given moment and runs faster than the one it is based on. */
public final class SimulatedClock extends Clock {
  private final Clock base;
  private final Instant baseStart;
  private final Instant start;
  private final int speed;

  /**
   * Starts now, by the base clock.
   *
   * @param start what this clock shows at first
   * @param speed how many of its seconds pass in one of the base's; 1 is real time
   */
  public SimulatedClock(Clock base, Instant start, int speed) {
    this(base, base.instant(), start, speed);
  }

  private SimulatedClock(Clock base, Instant baseStart, Instant start, int speed) {
    if (speed < 1) {
      throw new IllegalArgumentException("a simulated clock runs forward, not at " + speed);
    }
    this.base = base;
    this.baseStart = baseStart;
    this.start = start;
    this.speed = speed;
  }

  @Override
  public Instant instant() {
    return start.plus(Duration.between(baseStart, base.instant()).multipliedBy(speed));
  }

  @Override
  public ZoneId getZone() {
    return base.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return new SimulatedClock(base.withZone(zone), baseStart, start, speed);
  }
}
