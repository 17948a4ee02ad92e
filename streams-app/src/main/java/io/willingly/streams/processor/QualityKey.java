package io.willingly.streams.processor;

import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;
import java.util.Comparator;

/** A published row of service quality. */
record QualityKey(ScopeId scope, String role, Period period) implements Comparable<QualityKey> {
  private static final Comparator<QualityKey> ORDER =
      Comparator.comparing((QualityKey key) -> key.scope().kind())
          .thenComparing(key -> key.scope().id())
          .thenComparing(QualityKey::role)
          .thenComparing(QualityKey::period);

  @Override
  public int compareTo(QualityKey other) {
    return ORDER.compare(this, other);
  }
}
