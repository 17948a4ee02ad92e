package io.willingly.connectors.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Compiles single values against their type.
 *
 * @param columns of the rows the rule reads
 * @param zone for times without one
 * @param object the rows are objects put together, so that who is who can be waited for
 */
record ValueCompiler(Columns columns, ZoneId zone, boolean object) {
  private static final Set<String> SOURCES = Set.of("from", "template", "expr");

  ValuePlan value(String path, YamlNode node, Schema schema, boolean must) {
    LogicalType logical = schema.getLogicalType();
    boolean timed = logical != null;
    boolean number = !timed && Set.of(Schema.Type.INT, Schema.Type.LONG).contains(schema.getType());
    if (node.isScalar()) {
      return plan(path, node, Map.of(), must, Coercion.to(schema, time(Map.of(), node)));
    }
    Map<String, YamlNode> entries =
        node.map(
            timed ? settings("format", "zone") : number ? settings("unit", "round") : settings());
    checkType(path, entries.get("type"), schema);
    Coercion coercion =
        number
            ? Numbers.coercion(path, schema, entries.get("unit"), rounds(entries), node)
            : Coercion.to(schema, time(entries, node));
    return plan(path, node, entries, must, coercion);
  }

  /** Compiles where a value comes from; {@code must}: the event cannot be without it. */
  ValuePlan plan(
      String path, YamlNode node, Map<String, YamlNode> entries, boolean must, Coercion coercion) {
    YamlNode required = entries.get("required");
    YamlNode fallback = entries.get("default");
    ValueSource source = source(path, node, entries);
    ValueSource otherwise =
        fallback == null || Aliasing.isItself(entries)
            ? null
            : ValueSource.scalar(fallback, columns);
    Map<String, JsonNode> translation = translation(path, entries.get("map"), coercion);
    if (translation == null) {
      check(path, node, source, coercion);
    }
    check(path, fallback == null ? node : fallback, otherwise, coercion);
    return new ValuePlan(
        path,
        source,
        absent(entries.get("absent")),
        otherwise,
        required == null ? must : required.truth(),
        translation,
        coercion);
  }

  private ValueSource source(String path, YamlNode node, Map<String, YamlNode> entries) {
    if (node.isScalar()) {
      return ValueSource.scalar(node, columns);
    }
    List<String> given = entries.keySet().stream().filter(SOURCES::contains).toList();
    if (given.size() != 1) {
      throw node.error(path + ": give exactly one of from, template and expr, found " + given);
    }
    String kind = given.get(0);
    YamlNode value = entries.getOrDefault(kind, node);
    ValueSource source =
        switch (kind) {
          case "from" -> ValueSource.from(value.text(), value, columns);
          case "template" -> ValueSource.scalar(value, columns);
          default ->
              new ValueSource.Computed(Expression.compile(value), columns.namedIn(value.text()));
        };
    return Aliasing.of(path, source, entries, object);
  }

  private static @Nullable Map<String, JsonNode> translation(
      String path, @Nullable YamlNode map, Coercion coercion) {
    if (map == null) {
      return null;
    }
    Map<String, JsonNode> values = new HashMap<>();
    for (Map.Entry<String, YamlNode> entry : map.map().entrySet()) {
      if (entry.getValue().isNothing()) {
        values.put(entry.getKey(), NullNode.getInstance());
      } else {
        TextNode value = TextNode.valueOf(entry.getValue().text());
        if (!value.textValue().equals(ValuePlan.ANY)) {
          check(path, entry.getValue(), new ValueSource.Constant(value), coercion);
        }
        values.put(entry.getKey(), value);
      }
    }
    return values;
  }

  /** A constant that the field cannot hold is a mistake of the mapping, found before any row. */
  private static void check(
      String path, YamlNode node, @Nullable ValueSource source, Coercion coercion) {
    if (source instanceof ValueSource.Constant constant) {
      try {
        coercion.apply(constant.value());
      } catch (RowProblem e) {
        throw node.error(path + ": " + e.getMessage());
      }
    }
  }

  private static Set<Presence> absent(@Nullable YamlNode node) {
    Set<Presence> kinds = EnumSet.complementOf(EnumSet.of(Presence.PRESENT));
    if (node != null) {
      kinds.clear();
      for (YamlNode kind : node.list()) {
        switch (kind.text()) {
          case "missing" -> kinds.add(Presence.MISSING);
          case "null" -> kinds.add(Presence.NULL);
          case "empty" -> kinds.add(Presence.EMPTY);
          default -> throw kind.error("'absent' lists missing, 'null' and empty");
        }
      }
    }
    return kinds;
  }

  TimeFormat time(Map<String, YamlNode> entries, YamlNode node) {
    YamlNode format = entries.get("format");
    YamlNode own = entries.get("zone");
    return TimeFormat.of(
        format == null ? "iso" : format.text(), zone(own, zone), format == null ? node : format);
  }

  /** A zone setting: a region such as Europe/Madrid, or {@code organisation}. */
  static ZoneId zone(@Nullable YamlNode node, ZoneId organisation) {
    if (node == null) {
      return organisation;
    }
    try {
      return node.text().equals("organisation") ? organisation : ZoneId.of(node.text());
    } catch (DateTimeException e) {
      throw node.error(
          "'" + node.text() + "' is not a time zone such as Europe/Madrid, UTC or organisation");
    }
  }

  static boolean rounds(Map<String, YamlNode> entries) {
    YamlNode round = entries.get("round");
    if (round != null && !round.text().equals("half_even")) {
      throw round.error("the only way to round is half_even");
    }
    return round != null;
  }

  private static void checkType(String path, @Nullable YamlNode type, Schema schema) {
    LogicalType logical = schema.getLogicalType();
    String actual =
        logical == null
            ? schema.getType().getName().toLowerCase(Locale.ROOT)
            : logical.getName().equals("date") ? "date" : "timestamp";
    if (type != null && !type.text().equals(actual)) {
      throw type.error(path + ": the field is of type " + actual + ", not " + type.text());
    }
  }

  /**
   * A revision of the source: a number, or with {@code format:} a time, which becomes milliseconds.
   * Where a row has none, it is the run's.
   */
  Plan revision(String path, YamlNode node) {
    boolean timed = node.isMap() && node.map().containsKey("format");
    Schema number = Schema.create(Schema.Type.LONG);
    Plan own =
        timed
            ? value(path, node, LogicalTypes.timestampMicros().addToSchema(number), false)
            : value(path, node, number, false);
    return new Plan() {
      @Override
      public Object build(Row row) {
        Object value = own.build(row);
        if (value == null) {
          return row.revision();
        }
        return value instanceof Instant time ? (Object) time.toEpochMilli() : value;
      }

      @Override
      public void trace(String field, Row row, BiConsumer<String, String> origins) {
        if (own.build(row) == null) {
          origins.accept(field, Given.revision(object));
        } else {
          own.trace(field, row, origins);
        }
      }
    };
  }

  /** The settings every value takes, and more. */
  static List<String> settings(String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "from",
                "template",
                "expr",
                "type",
                "required",
                "default",
                "absent",
                "map",
                "alias",
                "namespace"));
    all.addAll(List.of(more));
    return all;
  }
}
