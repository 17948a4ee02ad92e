package io.willingly.streams.testing;

import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.tally.CellKey;
import io.willingly.metrics.tally.TallyField;
import io.willingly.testkit.oracle.Measure;
import io.willingly.testkit.scenario.Holder;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The pipeline's names of integers in the words of the oracle. */
final class Measures {
  private static final Map<Integer, TallyField> FIELDS =
      Arrays.stream(TallyField.values())
          .collect(Collectors.toMap(TallyField::key, Function.identity()));

  private Measures() {}

  static Measure of(ScopeId scope, String role, int day, CellKey key, int tallyKey) {
    TallyField field = FIELDS.get(tallyKey & ~TallyField.MAX_BUCKET);
    if (field == null) {
      throw new IllegalStateException("no field has key " + tallyKey);
    }
    Holder holder = holder(scope, role);
    return new Measure(
        holder.scope(),
        holder.id(),
        role,
        key.productLine(),
        key.recurring(),
        day,
        field,
        tallyKey & TallyField.MAX_BUCKET);
  }

  static Holder holder(ScopeId scope, String role) {
    Measure.Scope kind = Measure.Scope.valueOf(scope.kind().name());
    return new Holder(kind, kind == Measure.Scope.ORGANISATION ? "" : scope.id(), role);
  }
}
