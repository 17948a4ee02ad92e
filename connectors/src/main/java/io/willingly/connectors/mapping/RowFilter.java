package io.willingly.connectors.mapping;

/**
 * Rows the mapping leaves out on purpose (R64).
 *
 * @param when the rows
 * @param reason why, for the ledger and the reader
 */
record RowFilter(Expression when, String reason) {}
