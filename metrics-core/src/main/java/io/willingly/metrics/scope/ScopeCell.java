package io.willingly.metrics.scope;

import io.willingly.metrics.tally.Cell;

/**
 * A change of a team's or the organisation's tally. The cell's key names the scope in place of the
 * rep, so that cells of different reps sum to one.
 */
public record ScopeCell(ScopeId scope, Cell cell) {}
