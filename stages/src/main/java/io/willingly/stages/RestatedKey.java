package io.willingly.stages;

import io.willingly.metrics.scope.Restatement;
import io.willingly.metrics.scope.ScopeId;
import java.util.Comparator;

/**
 * A closed period of a scope that the arrivals of a day changed; days of one row are neighbours.
 */
public record RestatedKey(ScopeId scope, Restatement.At at) implements Comparable<RestatedKey> {
  private static final Comparator<RestatedKey> ORDER =
      Comparator.comparing(RestatedKey::scope).thenComparing(RestatedKey::at);

  boolean isOfRow(RestatedKey other) {
    return scope.equals(other.scope)
        && at.role().equals(other.at.role())
        && at.period().equals(other.at.period());
  }

  @Override
  public int compareTo(RestatedKey other) {
    return ORDER.compare(this, other);
  }
}
