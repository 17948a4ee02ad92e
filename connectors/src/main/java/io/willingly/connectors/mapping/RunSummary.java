package io.willingly.connectors.mapping;

/**
 * Counts of a run. {@code rows = mapped + rejected + filtered}.
 *
 * @param rows records of the mapping's root inputs and views (R78)
 * @param mapped rows that made events
 * @param events events they made
 * @param rejected rows that could not be mapped
 * @param filtered rows a filter left out
 */
public record RunSummary(long rows, long mapped, long events, long rejected, long filtered) {}
