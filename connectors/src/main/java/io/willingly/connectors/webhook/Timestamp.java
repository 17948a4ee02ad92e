package io.willingly.connectors.webhook;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a post was signed.
 *
 * @param tolerance how far it may be from now, both ways
 */
record Timestamp(Header header, Unit unit, Duration tolerance) {
  private static final int DIGITS = 15;

  /** How it is written. */
  enum Unit {
    /** Seconds since 1970. */
    S,
    /** Milliseconds since 1970. */
    MS,
    /** ISO 8601 with an offset, such as {@code 2026-02-23T09:46:40Z}. */
    ISO
  }

  /** When a text says it was; null when it is no such time at all. */
  @Nullable Instant of(String text) {
    if (unit == Unit.ISO) {
      try {
        return Instant.parse(text);
      } catch (DateTimeException e) {
        return null;
      }
    }
    if (text.length() > DIGITS || !text.matches("\\d+")) {
      return null;
    }
    long number = Long.parseLong(text);
    return unit == Unit.S ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
  }

  /** Whether that is near enough. */
  boolean fresh(Instant signed, Instant now) {
    return Duration.between(signed, now).abs().compareTo(tolerance) <= 0;
  }
}
