package io.willingly.streams.testing;

import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.tally.CellKey;
import io.willingly.metrics.tally.TallyField;
import io.willingly.testkit.oracle.Measure;
import io.willingly.testkit.scenario.Holder;

/** The pipeline's names of integers in the words of the oracle. */
final class Measures {
  private Measures() {}

  static Measure of(ScopeId scope, String role, int day, CellKey key, int tallyKey) {
    Holder holder = holder(scope, role);
    return new Measure(
        holder.scope(),
        holder.id(),
        role,
        key.productLine(),
        key.recurring(),
        day,
        TallyField.of(tallyKey),
        TallyField.bucket(tallyKey));
  }

  static Holder holder(ScopeId scope, String role) {
    Measure.Scope kind = Measure.Scope.valueOf(scope.kind().name());
    return new Holder(kind, kind == Measure.Scope.ORGANISATION ? "" : scope.id(), role);
  }
}
