package io.willingly.connectors.mapping;

import org.jspecify.annotations.Nullable;

/**
 * What a payload tells of who is who; exactly one of both is given.
 *
 * @param to our id
 * @param sameAs another key whose id it shares, such as after a merge
 */
public record AliasFact(AliasKey key, @Nullable String to, @Nullable AliasKey sameAs) {}
