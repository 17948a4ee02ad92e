package io.willingly.metrics.tally;

/**
 * Where deals are counted that one rep carries.
 *
 * @param repId the rep, or {@link CellKey#NO_REP} for self-serve
 * @param cohortDay epoch day in the organisation's zone
 */
public record RepDay(String repId, int cohortDay) implements Comparable<RepDay> {
  @Override
  public int compareTo(RepDay other) {
    int byRep = repId.compareTo(other.repId);
    return byRep != 0 ? byRep : Integer.compare(cohortDay, other.cohortDay);
  }
}
