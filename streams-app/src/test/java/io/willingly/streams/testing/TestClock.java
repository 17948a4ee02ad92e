package io.willingly.streams.testing;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;

/** Shows noon of a day until told otherwise. */
public final class TestClock extends Clock {
  private final AtomicInteger looks = new AtomicInteger();
  private volatile Instant now;

  public TestClock(LocalDate day) {
    this.now = noon(day);
  }

  public void set(LocalDate day) {
    now = noon(day);
  }

  /** How often somebody looked at it. */
  public int looks() {
    return looks.get();
  }

  private static Instant noon(LocalDate day) {
    return day.atTime(12, 0).toInstant(ZoneOffset.UTC);
  }

  @Override
  public Instant instant() {
    looks.incrementAndGet();
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
