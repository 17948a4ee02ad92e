package io.willingly.metrics.tally;

import org.jspecify.annotations.Nullable;

/**
 * Where a contribution belongs (R52), apart from its arrival day.
 *
 * @param repId the rep, or {@link #NO_REP} for self-serve
 * @param role {@link #PRIMARY} for the one who carries the deal, else the credited role's name
 * @param productLine product line, empty when unknown
 * @param recurring ONE_OFF, RECURRING or UNKNOWN
 * @param cohortDay epoch day: signing (won), loss (lost) or the call's own day (practice), in the
 *     organisation's zone
 */
public record CellKey(
    String repId, String role, String productLine, Recurrence recurring, int cohortDay) {
  public static final String PRIMARY = "PRIMARY";
  public static final String NO_REP = "~none";

  /** One-off and recurring deals are separate tallies, pooled only on request. */
  public enum Recurrence {
    UNKNOWN,
    ONE_OFF,
    RECURRING;

    public static Recurrence of(@Nullable Boolean recurring) {
      return recurring == null ? UNKNOWN : recurring ? RECURRING : ONE_OFF;
    }
  }
}
