package io.willingly.testkit.oracle;

import io.willingly.metrics.tally.CellKey.Recurrence;
import io.willingly.metrics.tally.TallyField;
import java.util.Comparator;

/**
 * Names one integer of a result: whose, which segment, which cohort day, which field and bucket.
 *
 * @param id rep id or team name; empty for the organisation
 * @param role PRIMARY, or the credited role
 * @param bucket 0 for a scalar
 */
public record Measure(
    Scope scope,
    String id,
    String role,
    String productLine,
    Recurrence recurring,
    int cohortDay,
    TallyField field,
    int bucket)
    implements Comparable<Measure> {
  private static final Comparator<Measure> ORDER =
      Comparator.comparing(Measure::scope)
          .thenComparing(Measure::id)
          .thenComparing(Measure::role)
          .thenComparing(Measure::productLine)
          .thenComparing(Measure::recurring)
          .thenComparingInt(Measure::cohortDay)
          .thenComparing(Measure::field)
          .thenComparingInt(Measure::bucket);

  /** Whom a number is about. */
  public enum Scope {
    REP,
    TEAM,
    ORGANISATION
  }

  @Override
  public int compareTo(Measure other) {
    return ORDER.compare(this, other);
  }
}
