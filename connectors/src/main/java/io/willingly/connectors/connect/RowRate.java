package io.willingly.connectors.connect;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Lets so many rows a second pass, never more than those of one second at once. */
final class RowRate {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final int perSecond;
  private final LongSupplier nanos;
  private long spentUntil;

  /**
   * Begins with nothing saved.
   *
   * @param perSecond rows; 0 for as many as go
   */
  RowRate(int perSecond, LongSupplier nanos) {
    this.perSecond = perSecond;
    this.nanos = nanos;
    this.spentUntil = nanos.getAsLong();
  }

  /** How many rows may pass now. */
  int allowed(int most) {
    if (perSecond == 0) {
      return most;
    }
    long saved = Math.min(nanos.getAsLong() - spentUntil, SECOND);
    return saved <= 0 ? 0 : (int) Math.min(most, saved * perSecond / SECOND);
  }

  /** Tells that rows have passed, also a few more than were allowed. */
  void passed(int rows) {
    if (perSecond > 0) {
      spentUntil = Math.max(spentUntil, nanos.getAsLong() - SECOND) + rows * SECOND / perSecond;
    }
  }

  /** Nanoseconds until a row may pass. */
  long untilNext() {
    return perSecond == 0
        ? 0
        : Math.max(0, spentUntil + SECOND / perSecond + 1 - nanos.getAsLong());
  }
}
