package io.willingly.streams.testing;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Shows noon of a day until told otherwise. */
public final class TestClock extends Clock {
  private volatile Instant now;

  public TestClock(LocalDate day) {
    this.now = noon(day);
  }

  public void set(LocalDate day) {
    now = noon(day);
  }

  private static Instant noon(LocalDate day) {
    return day.atTime(12, 0).toInstant(ZoneOffset.UTC);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.fixed(now, zone);
  }
}
