package io.willingly.schemas.facts;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Instants as microseconds since the epoch, over the whole range of a long. */
final class Micros {
  private static final long PER_SECOND = 1_000_000;

  private Micros() {}

  /** Not {@code ChronoUnit.MICROS.between}: it overflows outside the years 1677 to 2262. */
  static long of(Instant instant) {
    long seconds = instant.getEpochSecond();
    long micros = instant.getNano() / 1000;
    // Rounding the seconds towards zero first keeps the product of the earliest instants in range.
    return seconds < 0
        ? Math.addExact(Math.multiplyExact(seconds + 1, PER_SECOND), micros - PER_SECOND)
        : Math.addExact(Math.multiplyExact(seconds, PER_SECOND), micros);
  }

  static @Nullable Long ofNullable(@Nullable Instant instant) {
    return instant == null ? null : of(instant);
  }

  static Instant toInstant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  static @Nullable Instant toInstantOrNull(@Nullable Long micros) {
    return micros == null ? null : toInstant(micros);
  }
}
