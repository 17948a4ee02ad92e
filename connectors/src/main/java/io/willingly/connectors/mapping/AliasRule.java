package io.willingly.connectors.mapping;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who is who, as a row tells; one of {@code to} and {@code same} is not null.
 *
 * @param kind an {@link AliasKind}
 * @param namespace of both ids; null for the row's source
 * @param id the external id
 * @param to our id
 * @param same the external id it shares ours with
 * @param at since when; null when no row says
 * @param by the person who says so; null for the source
 */
record AliasRule(
    RuleRows rows,
    ValuePlan kind,
    @Nullable ValuePlan namespace,
    ValuePlan id,
    @Nullable ValuePlan to,
    @Nullable ValuePlan same,
    @Nullable ValuePlan at,
    @Nullable ValuePlan by) {

  void apply(Row row, List<AliasFact> facts) {
    rows.of(
        row,
        each -> {
          AliasKey key = key(each, id);
          String target = to == null ? null : (String) to.build(each);
          AliasKey shared = same == null ? null : key(each, same);
          Instant since = at == null ? null : (Instant) at.build(each);
          String person = by == null ? null : (String) by.build(each);
          facts.add(new AliasFact(key, target, shared, since, person));
        });
  }

  private AliasKey key(Row row, ValuePlan external) {
    AliasKind what = (AliasKind) Objects.requireNonNull(kind.build(row), "it is required");
    Object from = namespace == null ? row.source() : namespace.build(row);
    try {
      return new AliasKey(what, String.valueOf(from), String.valueOf(external.build(row)));
    } catch (IllegalArgumentException e) {
      throw new RowProblem(
          RejectCode.WRONG_TYPE, rows.rule(), String.valueOf(from), String.valueOf(e.getMessage()));
    }
  }
}
