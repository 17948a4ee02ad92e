package io.willingly.schemas.wire;

import io.willingly.metrics.fold.Reason;

/** What became of bytes that should be a value in the wire format. */
public sealed interface Decoded<T> {

  /** They are one. */
  record Value<T>(T value) implements Decoded<T> {}

  /**
   * They are not, and never will be.
   *
   * @param reason UNDECODABLE, UNKNOWN_SCHEMA or WRONG_TYPE
   */
  record Undecodable<T>(Reason reason, String message) implements Decoded<T> {}

  /** Nobody can tell until the registry answers: stop and ask again, never reject (R62). */
  record RegistryDown<T>(String message) implements Decoded<T> {}
}
