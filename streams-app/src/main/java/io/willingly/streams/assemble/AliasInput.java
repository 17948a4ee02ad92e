package io.willingly.streams.assemble;

import org.jspecify.annotations.Nullable;

/** What comes to the aliases. */
sealed interface AliasInput {
  /** Somebody says who an alias is. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Entry(byte @Nullable [] value) implements AliasInput {}

  /** An object asks. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Asked(byte[] value) implements AliasInput {}
}
