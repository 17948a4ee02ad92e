package io.willingly.metrics.tally;

/**
 * A change of a bitemporal tally: what the arrivals of one day added to (or took from) one cell.
 *
 * @param key whose, which segment, which cohort day
 * @param arrivalDay epoch day in the organisation's zone on which it became known (R7)
 * @param tally the integers
 */
public record Cell(CellKey key, int arrivalDay, Tally tally) {}
