package io.willingly.connectors.mapping;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * Compiles the fields of an event rule against its schema.
 *
 * @param values compiles the single values
 */
record FieldCompiler(ValueCompiler values) {
  /** Compiles the entries of a record; {@code given} holds plans the mapping may not set. */
  RecordPlan fields(
      String path, YamlNode node, Schema schema, Map<String, Plan> given, boolean element) {
    Map<String, YamlNode> entries = node.map();
    List<String> names = schema.getFields().stream().map(Schema.Field::name).toList();
    for (Map.Entry<String, YamlNode> entry : entries.entrySet()) {
      if (!names.contains(entry.getKey())) {
        throw entry
            .getValue()
            .error(
                path
                    + "."
                    + entry.getKey()
                    + ": "
                    + schema.getName()
                    + " has no field '"
                    + entry.getKey()
                    + "'"
                    + Names.hint(entry.getKey(), names));
      }
    }
    List<Plan> plans = new ArrayList<>();
    for (Schema.Field field : schema.getFields()) {
      YamlNode entry = entries.get(field.name());
      Plan plan = given.get(field.name());
      if (entry != null) {
        boolean must = !element && !field.schema().isNullable() && !field.hasDefaultValue();
        plan = field(path + "." + field.name(), entry, field.schema(), must);
      } else if (plan == null) {
        if (!field.hasDefaultValue()) {
          throw node.error(
              path
                  + ": required field '"
                  + field.name()
                  + "' is not mapped; add '"
                  + field.name()
                  + ":' ("
                  + field.doc()
                  + ")");
        }
        plan = row -> null;
      }
      plans.add(plan);
    }
    return RecordPlan.of(path, schema, plans, element);
  }

  private Plan field(String path, YamlNode node, Schema declared, boolean must) {
    Schema schema = Schemas.nonNull(declared);
    Map<String, YamlNode> entries = node.isMap() ? node.map() : Map.of();
    return switch (schema.getType()) {
      case ARRAY -> list(path, node, entries, schema);
      case RECORD ->
          schema.getName().equals("Money")
              ? money(path, node)
              : nested(path, node, entries, schema, false);
      default -> values.value(path, node, schema, must);
    };
  }

  private Plan list(String path, YamlNode node, Map<String, YamlNode> entries, Schema schema) {
    if (entries.containsKey("expr")) {
      return computed(path, node, schema);
    }
    List<ListPlan.Element> elements = new ArrayList<>();
    for (YamlNode item : node.list()) {
      YamlNode when = item.map().get("when");
      elements.add(
          new ListPlan.Element(
              when == null ? null : Expression.compile(when),
              nested(
                  path + "[" + elements.size() + "]",
                  item.without("when"),
                  item.map(),
                  schema.getElementType(),
                  true)));
    }
    return new ListPlan(elements);
  }

  private Plan nested(
      String path, YamlNode node, Map<String, YamlNode> entries, Schema schema, boolean element) {
    if (entries.containsKey("expr")) {
      return computed(path, node, schema);
    }
    if (!schema.getName().equals("Answer")) {
      return fields(path, node, schema, Map.of(), element);
    }
    Map<String, Plan> given = new HashMap<>();
    YamlNode scale = entries.get("scale");
    if (scale != null) {
      List<YamlNode> ends = scale.list();
      if (ends.size() != 2) {
        throw scale.error(path + ": a scale has two ends, such as [1, 5]");
      }
      Schema whole = schema.getField("scaleMin").schema();
      given.put("scaleMin", values.value(path + ".scale", ends.get(0), whole, false));
      given.put("scaleMax", values.value(path + ".scale", ends.get(1), whole, false));
    }
    return new AnswerPlan(path, fields(path, node.without("scale"), schema, given, element));
  }

  private Plan computed(String path, YamlNode node, Schema schema) {
    YamlNode text = node.map(List.of("expr")).get("expr");
    return new JsonPlan(
        path, schema, Expression.compile(text == null ? node : text), values.time(Map.of(), node));
  }

  private Plan money(String path, YamlNode node) {
    Map<String, YamlNode> entries = node.map(ValueCompiler.settings("currency", "unit", "round"));
    YamlNode currency = entries.get("currency");
    YamlNode unit = entries.get("unit");
    if (currency == null || unit == null) {
      throw node.error(path + ": money needs 'currency:' and 'unit: major' or 'unit: minor'");
    }
    if (!List.of("major", "minor").contains(unit.text())) {
      throw unit.error(path + ": unit of money is 'major' (12.50) or 'minor' (1250)");
    }
    Schema text = Schema.create(Schema.Type.STRING);
    return new MoneyPlan(
        path,
        values.plan(path, node, entries, false, Scalars::decimal),
        values.value(path + ".currency", currency, text, false),
        unit.text().equals("major"),
        ValueCompiler.rounds(entries));
  }
}
