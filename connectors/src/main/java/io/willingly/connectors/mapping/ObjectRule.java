package io.willingly.connectors.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of an object that a row tells of.
 *
 * @param type of the object
 * @param rows the rows that tell of one
 * @param id of the object at its source
 * @param at since when it is so; null when no row says
 * @param set an expression that gives an object of properties; null for rules that only delete
 * @param complete an expression that gives how the names begin of which it tells all; null for none
 * @param deleted whether the object is gone; null for never
 */
record ObjectRule(
    String type,
    RuleRows rows,
    ValuePlan id,
    @Nullable ValuePlan at,
    @Nullable Expression set,
    @Nullable Expression complete,
    @Nullable Expression deleted) {

  void apply(Row row, List<ObjectPart> parts) {
    rows.of(
        row,
        each -> {
          String object = (String) id.build(each);
          Instant since = at == null ? null : (Instant) at.build(each);
          boolean gone = deleted != null && deleted.holds(each.data());
          if (object != null) {
            parts.add(new ObjectPart(type, object, since, properties(each), complete(each), gone));
          }
        });
  }

  private @Nullable String complete(Row row) {
    JsonNode begin = complete == null ? NullNode.getInstance() : complete.apply(row.data());
    if (!begin.isTextual() && !begin.isNull()) {
      throw new RowProblem(
          RejectCode.EXPRESSION,
          type + ".complete",
          begin.toString(),
          type + ".complete must give how names of properties begin, or null, gave " + begin);
    }
    return begin.textValue();
  }

  private ObjectNode properties(Row row) {
    JsonNode told = set == null ? row.data().objectNode() : set.apply(row.data());
    if (!(told instanceof ObjectNode properties)) {
      throw new RowProblem(
          RejectCode.EXPRESSION,
          type + ".set",
          told.toString(),
          type + ".set must give an object of properties, gave " + told);
    }
    // Names of our own are no properties: _row, _item and alike.
    ObjectNode own = properties.deepCopy();
    List<String> names = new ArrayList<>();
    own.fieldNames().forEachRemaining(names::add);
    return own.remove(names.stream().filter(name -> name.startsWith("_")).toList());
  }
}
