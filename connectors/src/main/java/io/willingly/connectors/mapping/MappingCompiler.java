package io.willingly.connectors.mapping;

import com.fasterxml.jackson.core.JsonPointer;
import io.willingly.metrics.fact.Family;
import java.io.IOException;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compiles a mapping file and checks every line of it against the event contract. */
final class MappingCompiler {
  private static final List<String> RULE =
      Stream.concat(RuleRows.SETTINGS.stream(), Stream.of("family", "fields")).toList();
  private static final List<String> SETTINGS =
      List.of(
          "version",
          "description",
          "zone",
          "like",
          "rows",
          "inputs",
          "views",
          "objects",
          "aliases",
          "filters",
          "events",
          "shared");

  private final String name;
  private final YamlNode root;
  private final ZoneId organisation;
  private final String text;
  private final Map<String, Columns> columns = new TreeMap<>();
  private final Map<String, Root> roots = new LinkedHashMap<>();
  private final Map<String, ObjectType> objects = new LinkedHashMap<>();

  MappingCompiler(String name, String file, String text, ZoneId organisation) {
    this.name = name;
    this.root = YamlNode.parse(file, text);
    this.text = text;
    this.organisation = organisation;
  }

  Mapping compile() {
    // 'shared' holds anchors for other places to merge; nothing reads it as such.
    Map<String, YamlNode> entries = new LinkedHashMap<>(root.map(SETTINGS));
    int version = version(need(entries, "version", root));
    YamlNode like = entries.get("like");
    if (like != null) {
      shipped(like).forEach(entries::putIfAbsent);
    }
    YamlNode zone = entries.get("zone");
    JsonPointer rows = pointer(entries.get("rows"));
    Map<String, Input> inputs = new LinkedHashMap<>();
    need(entries, "inputs", root)
        .map()
        .forEach((input, node) -> inputs.put(input, InputCompiler.compile(input, node, rows)));
    YamlNode viewsNode = entries.get("views");
    Map<String, YamlNode> views = viewsNode == null ? Map.of() : viewsNode.map();
    inputs.values().stream()
        .filter(Input::read)
        .forEach(input -> columns.put(input.name(), input.known()));
    describe(views, inputs);
    ZoneId own = ValueCompiler.zone(zone, organisation);
    ObjectCompiler parts =
        new ObjectCompiler(
            Map.copyOf(columns),
            own,
            ObjectCompiler.timed(like == null ? text : text + MappingLoader.text(like.text())));
    for (YamlNode object : list(entries, "objects")) {
      parts.object(object, objects, this::root);
    }
    for (YamlNode alias : list(entries, "aliases")) {
      parts.alias(alias, this::root);
    }
    objects.keySet().forEach(type -> columns.put(type, new Columns(type, null)));
    if (!entries.containsKey("aliases")) {
      need(entries, "events", root);
    }
    for (YamlNode rule : list(entries, "events")) {
      rule(rule, version, own);
    }
    list(entries, "filters").forEach(this::filter);
    YamlNode description = entries.get("description");
    return new Mapping(
        name,
        version,
        text,
        description == null ? "" : description.text(),
        inputs,
        views,
        roots.values().stream().filter(each -> !objects.containsKey(each.name())).toList(),
        objects.values().stream()
            .map(type -> type.with(roots.getOrDefault(type.name(), Root.of(type.name()))))
            .collect(Collectors.toMap(ObjectType::name, type -> type)));
  }

  private Root root(String name) {
    return roots.computeIfAbsent(name, Root::of);
  }

  private static List<YamlNode> list(Map<String, YamlNode> entries, String name) {
    YamlNode node = entries.get(name);
    return node == null ? List.of() : node.list();
  }

  /** The settings of the shipped mapping this one is like: it has those it does not give itself. */
  private static Map<String, YamlNode> shipped(YamlNode like) {
    String base = like.text();
    if (!MappingLoader.shipped().contains(base)) {
      throw like.error(
          "no mapping '" + base + "' is shipped" + Names.hint(base, MappingLoader.shipped()));
    }
    return YamlNode.parse(base + "/mapping.yaml", MappingLoader.text(base)).map(SETTINGS);
  }

  private static int version(YamlNode node) {
    if (!node.text().matches("[1-9][0-9]{0,8}")) {
      throw node.error(
          "version is a whole number from 1; raise it with each change of the mapping");
    }
    return Integer.parseInt(node.text());
  }

  private void describe(Map<String, YamlNode> views, Map<String, Input> inputs) {
    if (views.isEmpty()) {
      return;
    }
    try (Views database = Views.open(Mapping.tables(views, inputs))) {
      database.define(views);
      views.forEach((view, node) -> columns.put(view, database.columns(view, node)));
    } catch (SQLException | IOException e) {
      throw new MappingException("views cannot be checked: " + e.getMessage(), e);
    }
  }

  private void rule(YamlNode node, int version, ZoneId zone) {
    Map<String, YamlNode> entries = node.map(RULE);
    String rule = need(entries, "name", node).text();
    Columns from = Columns.from(entries.get("from"), node, columns);
    Family family = family(need(entries, "family", node));
    RuleRows rows = RuleRows.compile(rule, entries, from);
    boolean each = rows.each() != null;
    Columns visible = each ? from.with(RuleRows.ITEM, RuleRows.INDEX) : from;
    YamlNode fields = need(entries, "fields", node);
    Map<String, Plan> given = new LinkedHashMap<>();
    given.put("source", new Given("name of the source", Row::source));
    given.put("mappingVersion", new Given("version of the mapping", row -> version));
    boolean object = objects.containsKey(from.where());
    given.put("revision", new Given(Given.revision(object), Row::revision));
    for (String header : List.of("source", "mappingVersion")) {
      YamlNode own = fields.map().get(header);
      if (own != null) {
        throw own.error(rule + "." + header + ": is set by Willingly; remove it");
      }
    }
    ValueCompiler values = new ValueCompiler(visible, zone, object);
    YamlNode revision = fields.map().get("revision");
    if (revision != null) {
      given.put("revision", values.revision(rule + ".revision", revision));
    }
    if (!fields.map().containsKey("eventId")) {
      if (object) {
        throw node.error(rule + ": give 'eventId:', such as \"{_id}:" + rule + "\"");
      }
      given.put("eventId", rowIdentity(rule, node, visible, each));
    }
    root(from.where())
        .rules()
        .add(
            new EventRule(
                family,
                rows,
                new FieldCompiler(values)
                    .fields(rule, fields.without("revision"), Schemas.of(family), given, false)));
  }

  private static JsonPointer pointer(@Nullable YamlNode node) {
    if (node == null) {
      return JsonPointer.empty();
    }
    try {
      return JsonPointer.compile(node.text());
    } catch (IllegalArgumentException e) {
      throw node.error("'" + node.text() + "' is not a JSON pointer such as /data");
    }
  }

  /** R77: without a key of the source, a row is identified by its file's hash and its number. */
  private static Plan rowIdentity(String rule, YamlNode node, Columns columns, boolean each) {
    if (columns.names() != null && !columns.names().containsAll(List.of(Row.SHA256, Row.ROW))) {
      throw node.error(
          rule
              + ": give 'eventId:', or let view '"
              + columns.where()
              + "' select _sha256 and _row to number the rows");
    }
    return new Given(
        "hash of the file, number of the row",
        row ->
            row.data().path(Row.SHA256).asText()
                + ":"
                + row.data().path(Row.ROW).asText()
                + ":"
                + rule
                + (each ? ":" + row.data().path(RuleRows.INDEX).asText() : ""));
  }

  private void filter(YamlNode node) {
    Map<String, YamlNode> entries = node.map(List.of("from", "when", "reason"));
    Root filtered = roots.get(Columns.from(entries.get("from"), node, columns).where());
    if (filtered == null) {
      throw node.error("no rule reads the input, view or object this filter is for");
    }
    filtered
        .filters()
        .add(
            new RowFilter(
                Expression.compile(need(entries, "when", node)),
                need(entries, "reason", node).text()));
  }

  private static Family family(YamlNode node) {
    List<String> names = new ArrayList<>();
    for (Family family : Family.values()) {
      String name = family.name().toLowerCase(Locale.ROOT);
      if (name.equals(node.text())) {
        return family;
      }
      names.add(name);
    }
    throw node.error("no family '" + node.text() + "'" + Names.hint(node.text(), names));
  }

  static YamlNode need(Map<String, YamlNode> entries, String name, YamlNode node) {
    YamlNode entry = entries.get(name);
    if (entry == null) {
      throw node.error("'" + name + ":' is missing here");
    }
    return entry;
  }
}
