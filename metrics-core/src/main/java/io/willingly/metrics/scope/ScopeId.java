package io.willingly.metrics.scope;

import java.util.Comparator;

/**
 * Whose number it is.
 *
 * @param kind rep, team or the organisation
 * @param id as the sources name it; see {@link #UNASSIGNED} and {@link #SELF_SERVE}
 */
public record ScopeId(Kind kind, String id) implements Comparable<ScopeId> {
  /** What a number can be about. */
  public enum Kind {
    REP,
    TEAM,
    ORGANISATION
  }

  /** The team of reps the directory does not know on the cohort day (R38). */
  public static final String UNASSIGNED = "~unassigned";

  /** The team of deals nobody is credited for (DESIGN section 3). */
  public static final String SELF_SERVE = "~self-serve";

  private static final Comparator<ScopeId> ORDER =
      Comparator.comparing(ScopeId::kind).thenComparing(ScopeId::id);

  public static ScopeId rep(String id) {
    return new ScopeId(Kind.REP, id);
  }

  public static ScopeId team(String id) {
    return new ScopeId(Kind.TEAM, id);
  }

  public static ScopeId organisation(String id) {
    return new ScopeId(Kind.ORGANISATION, id);
  }

  @Override
  public int compareTo(ScopeId other) {
    return ORDER.compare(this, other);
  }
}
