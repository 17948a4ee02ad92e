package io.willingly.stages;

import org.jspecify.annotations.Nullable;

/**
 * Takes records to one place: a topic, or the next step. The engine gives them their time, and no
 * headers (R73).
 */
@FunctionalInterface
public interface Sink {
  /**
   * Writes a record.
   *
   * @param value null removes the row of the key
   */
  void send(byte[] key, byte @Nullable [] value);
}
