package io.willingly.metrics.scope;

import io.willingly.metrics.period.Period;

/** A published row that changed: the role and calendar period of a scope. */
public record Changed(String role, Period period) implements Comparable<Changed> {
  @Override
  public int compareTo(Changed other) {
    int byRole = role.compareTo(other.role);
    return byRole != 0 ? byRole : period.compareTo(other.period);
  }
}
