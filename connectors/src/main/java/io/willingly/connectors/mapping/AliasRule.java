package io.willingly.connectors.mapping;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is who, as a row tells; one of {@code to} and {@code same} is not null.
 *
 * @param namespace of both ids; null for the row's source
 * @param id the external id
 * @param to our id
 * @param same the external id it shares ours with
 */
record AliasRule(
    RuleRows rows,
    AliasKind kind,
    @Nullable ValuePlan namespace,
    ValuePlan id,
    @Nullable ValuePlan to,
    @Nullable ValuePlan same) {

  void apply(Row row, List<AliasFact> facts) {
    rows.of(
        row,
        each -> {
          AliasKey key = key(each, id);
          String target = to == null ? null : (String) to.build(each);
          facts.add(new AliasFact(key, target, same == null ? null : key(each, same)));
        });
  }

  private AliasKey key(Row row, ValuePlan external) {
    Object from = namespace == null ? row.source() : namespace.build(row);
    try {
      return new AliasKey(kind, String.valueOf(from), String.valueOf(external.build(row)));
    } catch (IllegalArgumentException e) {
      throw new RowProblem(
          RejectCode.WRONG_TYPE, rows.rule(), String.valueOf(from), String.valueOf(e.getMessage()));
    }
  }
}
