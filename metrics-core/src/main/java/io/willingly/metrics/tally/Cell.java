package io.willingly.metrics.tally;

/**
 * A change of a bitemporal tally: what the arrivals of one day added to (or took from) one cell.
 *
 * @param key whose, which segment, which cohort day
 * @param arrivalDay epoch day in the organisation's zone on which it became known (R7)
 * @param tally the integers
 * @param causes the facts that changed it, while it is on its way and restates a closed period
 *     (R53); rows of state keep none
 */
public record Cell(CellKey key, int arrivalDay, Tally tally, Causes causes) {
  public Cell(CellKey key, int arrivalDay, Tally tally) {
    this(key, arrivalDay, tally, Causes.NONE);
  }

  /** The same change with these causes. */
  public Cell because(Causes why) {
    return why.equals(causes) ? this : new Cell(key, arrivalDay, tally, why);
  }
}
