package io.willingly.connectors.webhook;

import java.time.Duration;
import java.time.Instant;

/**
 * When a post was signed.
 *
 * @param unitMillis 1 or 1000
 * @param tolerance how far it may be from now, both ways
 */
record Timestamp(Header header, long unitMillis, Duration tolerance) {
  private static final int DIGITS = 15;

  /** Whether the text is a time at all. */
  static boolean readable(String text) {
    return text.length() <= DIGITS && text.matches("\\d+");
  }

  /** Whether it is near enough. */
  boolean fresh(String text, Instant now) {
    Instant signed = Instant.ofEpochMilli(Math.multiplyExact(Long.parseLong(text), unitMillis));
    return Duration.between(signed, now).abs().compareTo(tolerance) <= 0;
  }
}
