package io.willingly.connectors.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rows a rule applies to.
 *
 * @param rule its name, for messages
 * @param when condition; null for all
 * @param each a list in the row, whose elements are rows of their own; null for the row itself
 */
record RuleRows(String rule, @Nullable Expression when, @Nullable ValueSource each) {
  /** In a rule with {@code each}: the element. */
  static final String ITEM = "_item";

  /** In a rule with {@code each}: its number, from 1. */
  static final String INDEX = "_index";

  /** The settings it is compiled from. */
  static final List<String> SETTINGS = List.of("name", "from", "when", "each");

  static RuleRows compile(String rule, Map<String, YamlNode> entries, Columns from) {
    YamlNode when = entries.get("when");
    YamlNode each = entries.get("each");
    return new RuleRows(
        rule,
        when == null ? null : Expression.compile(when),
        each == null ? null : each(each, from));
  }

  private static ValueSource each(YamlNode node, Columns columns) {
    if (!node.isMap()) {
      return ValueSource.from(node.text(), node, columns);
    }
    YamlNode text = MappingCompiler.need(node.map(List.of("expr")), "expr", node);
    return new ValueSource.Computed(Expression.compile(text), List.of());
  }

  void of(Row row, Consumer<Row> use) {
    if (each == null) {
      one(row, use);
      return;
    }
    int index = 0;
    for (JsonNode item : each.read(row)) {
      ObjectNode data = row.data().objectNode();
      data.setAll(row.data());
      data.set(ITEM, item);
      data.put(INDEX, ++index);
      one(row.with(data), use);
    }
  }

  private void one(Row row, Consumer<Row> use) {
    try {
      if (when != null && !when.holds(row.data())) {
        return;
      }
    } catch (RowProblem e) {
      throw e.in(rule + ".when", rule + ".when");
    }
    use.accept(row);
  }
}
