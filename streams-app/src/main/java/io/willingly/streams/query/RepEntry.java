package io.willingly.streams.query;

import io.willingly.metrics.scope.Tenure;
import org.jspecify.annotations.Nullable;

/**
 * A rep as the directory has him on a day; what it does not tell is null.
 *
 * @param team the one in force that day, or {@link io.willingly.metrics.scope.ScopeId#UNASSIGNED}
 * @param segment of the market
 * @param role in the company
 * @param hiredOn epoch day
 * @param tenure that day
 */
public record RepEntry(
    String id,
    @Nullable String name,
    String team,
    @Nullable String region,
    @Nullable String segment,
    @Nullable String role,
    @Nullable Integer hiredOn,
    Tenure tenure) {}
