package io.willingly.streams.assemble;

import org.jspecify.annotations.Nullable;

/** What comes to the objects. */
sealed interface ObjectInput {
  /** A source tells of an object. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Raw(byte @Nullable [] value) implements ObjectInput {}

  /** An alias an object asked for. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Told(byte[] value) implements ObjectInput {}
}
