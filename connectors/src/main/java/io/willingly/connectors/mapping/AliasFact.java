package io.willingly.connectors.mapping;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a payload tells of who is who; exactly one of {@code to} and {@code sameAs} is given.
 *
 * @param to our id
 * @param sameAs another key whose id it shares, such as after a merge
 * @param at since when it is so; null when the payload does not say
 * @param by the person who says so; null when it is the source
 */
public record AliasFact(
    AliasKey key,
    @Nullable String to,
    @Nullable AliasKey sameAs,
    @Nullable Instant at,
    @Nullable String by) {}
