package io.willingly.stages;

import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;
import java.util.Comparator;

/** A published row of service quality. */
public record QualityKey(ScopeId scope, String role, Period period)
    implements Comparable<QualityKey> {
  private static final Comparator<QualityKey> ORDER =
      Comparator.comparing(QualityKey::scope)
          .thenComparing(QualityKey::role)
          .thenComparing(QualityKey::period);

  @Override
  public int compareTo(QualityKey other) {
    return ORDER.compare(this, other);
  }
}
