/**
 * What happens to a record, whatever engine runs it: checked, folded, summed, published. Rules and
 * sums are those of metrics-core; an engine brings rows, time, transactions and the way to a topic
 * (ADR 0019).
 *
 * <pre>
 * Received -> Intake -> Inflow -> CustomerStep, RepStep, ScopeStep
 *                                   -> Ledger, CellOutlet, DealOutlet, ... (DeltaBuffer) -> Sink
 * </pre>
 */
@NullMarked
package io.willingly.stages;

import org.jspecify.annotations.NullMarked;
