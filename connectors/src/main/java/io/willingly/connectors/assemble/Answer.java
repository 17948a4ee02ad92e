package io.willingly.connectors.assemble;

import io.willingly.connectors.mapping.AliasKey;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an alias; both are null while nobody has told.
 *
 * @param target our id
 * @param sameAs another alias whose target it shares
 */
public record Answer(@Nullable String target, @Nullable AliasKey sameAs) {
  public static final Answer UNKNOWN = new Answer(null, null);
}
