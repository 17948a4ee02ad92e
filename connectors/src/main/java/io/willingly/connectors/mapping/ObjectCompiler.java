package io.willingly.connectors.mapping;

import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Compiles what rows tell of objects and of who is who.
 *
 * @param columns of the inputs and views
 * @param zone for times without one
 * @param timed properties of which the mapping asks since when they have their value: that is exact
 *     only if what was told of them is kept
 */
record ObjectCompiler(Map<String, Columns> columns, ZoneId zone, Set<String> timed) {
  /** How a rule asks since when a property has its value, in a pointer or an expression. */
  private static final Pattern SINCE = Pattern.compile(ObjectPart.AT + "(?:/|\\.\"?)([\\w-]+)");

  private static final List<String> OBJECT =
      Stream.concat(
              RuleRows.SETTINGS.stream(),
              Stream.of("id", "at", "set", "complete", "deleted", "history", "compute"))
          .toList();
  private static final List<String> ALIAS =
      List.of("kind", "from", "when", "each", "namespace", "id", "to", "same-as", "at", "by");
  private static final Schema TEXT = Schema.create(Schema.Type.STRING);
  private static final Schema TIME =
      LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG));

  /** Properties of which the text of a mapping asks since when they have their value. */
  static Set<String> timed(String text) {
    return SINCE.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toSet());
  }

  /** Adds a rule that tells of parts of an object; several may tell of one type. */
  void object(YamlNode node, Map<String, ObjectType> types, Function<String, Root> roots) {
    Map<String, YamlNode> entries = node.map(OBJECT);
    YamlNode name = MappingCompiler.need(entries, "name", node);
    String type = name.text();
    if (!type.matches("[a-z][a-z0-9_]*")) {
      throw name.error("type of an object is lower case with underscores, found '" + type + "'");
    }
    if (columns.containsKey(type)) {
      throw name.error("'" + type + "' is the name of an input or view already; take another");
    }
    Columns from = Columns.from(entries.get("from"), node, columns);
    RuleRows rows = RuleRows.compile(type, entries, from);
    ValueCompiler values = new ValueCompiler(visible(rows, from), zone, false);
    YamlNode set = entries.get("set");
    YamlNode deleted = entries.get("deleted");
    YamlNode at = entries.get("at");
    YamlNode complete = entries.get("complete");
    if (set == null && deleted == null) {
      throw node.error(type + ": give 'set:' (its properties) or 'deleted:' (that it is gone)");
    }
    if (complete != null && set == null) {
      throw complete.error(type + ": 'complete:' is of 'set:', which is missing; add it");
    }
    roots
        .apply(from.where())
        .objects()
        .add(
            new ObjectRule(
                type,
                rows,
                values.value(type + ".id", MappingCompiler.need(entries, "id", node), TEXT, true),
                at == null ? null : values.value(type + ".at", at, TIME, false),
                expression(set),
                expression(complete),
                expression(deleted)));
    YamlNode history = entries.get("history");
    Set<String> kept = new LinkedHashSet<>(history == null ? List.of() : history.texts());
    kept.addAll(timed);
    Computed computed = Computed.of(entries.get("compute"));
    ObjectType known = types.get(type);
    if (known != null) {
      kept.addAll(known.history());
      computed = known.computed().and(computed);
    }
    types.put(type, new ObjectType(type, Set.copyOf(kept), computed, Root.of(type)));
  }

  /** Adds a rule that tells who is who. */
  void alias(YamlNode node, Function<String, Root> roots) {
    Map<String, YamlNode> entries = node.map(ALIAS);
    YamlNode kind = MappingCompiler.need(entries, "kind", node);
    Columns from = Columns.from(entries.get("from"), node, columns);
    String rule = kind.isMap() ? "alias" : "alias of a " + AliasKind.of(kind).text();
    RuleRows rows = RuleRows.compile(rule, entries, from);
    ValueCompiler values = new ValueCompiler(visible(rows, from), zone, false);
    YamlNode namespace = entries.get("namespace");
    YamlNode to = entries.get("to");
    YamlNode same = entries.get("same-as");
    YamlNode at = entries.get("at");
    YamlNode by = entries.get("by");
    if ((to == null) == (same == null)) {
      throw node.error(
          rule + ": give either 'to:' (our id) or 'same-as:' (another id of the source)");
    }
    roots
        .apply(from.where())
        .aliases()
        .add(
            new AliasRule(
                rows,
                values.plan(
                    rule + " kind",
                    kind,
                    kind.isMap() ? kind.map(ValueCompiler.settings()) : Map.of(),
                    true,
                    AliasKind::of),
                namespace == null ? null : values.value(rule + " namespace", namespace, TEXT, true),
                values.value(
                    kind.isMap() ? rule + " id" : rule,
                    MappingCompiler.need(entries, "id", node),
                    TEXT,
                    true),
                to == null ? null : values.value(rule + " to", to, TEXT, true),
                same == null ? null : values.value(rule + " same-as", same, TEXT, true),
                at == null ? null : values.value(rule + " at", at, TIME, false),
                by == null ? null : values.value(rule + " by", by, TEXT, false)));
  }

  private static Columns visible(RuleRows rows, Columns from) {
    return rows.each() == null ? from : from.with(RuleRows.ITEM, RuleRows.INDEX);
  }

  /** An expression, as itself or under {@code expr:}. */
  private static @Nullable Expression expression(@Nullable YamlNode node) {
    if (node == null) {
      return null;
    }
    return Expression.compile(
        node.isMap() ? MappingCompiler.need(node.map(List.of("expr")), "expr", node) : node);
  }
}
