/**
 * The read side: questions about the numbers, the deals behind them and the ledger, answered from
 * the local stores, and their answers as CSV, JSON and text. The as-of day is always given, never
 * taken from a clock.
 */
@NullMarked
package io.willingly.streams.query;

import org.jspecify.annotations.NullMarked;
