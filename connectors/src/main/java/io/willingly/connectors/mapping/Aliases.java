package io.willingly.connectors.mapping;

import org.jspecify.annotations.Nullable;

/** Knows who is who. */
@FunctionalInterface
public interface Aliases {
  /**
   * Looks an alias up.
   *
   * @param key as a payload has it
   */
  Found find(AliasKey key);

  /**
   * What is known.
   *
   * @param key the last one that was looked up: another than was asked for, where that one shares
   *     its target
   * @param target our id; null while nobody has told
   */
  record Found(AliasKey key, @Nullable String target) {}
}
