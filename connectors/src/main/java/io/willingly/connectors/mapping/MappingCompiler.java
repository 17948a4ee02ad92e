package io.willingly.connectors.mapping;

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
import org.jspecify.annotations.Nullable;

/** Compiles a mapping file and checks every line of it against the event contract. */
final class MappingCompiler {
  private static final List<String> SETTINGS =
      List.of("version", "description", "zone", "inputs", "views", "filters", "events", "shared");
  private static final List<String> RULE =
      List.of("name", "from", "family", "when", "each", "fields");

  private final String name;
  private final YamlNode root;
  private final ZoneId organisation;
  private final Map<String, Columns> columns = new TreeMap<>();

  MappingCompiler(String name, YamlNode root, ZoneId organisation) {
    this.name = name;
    this.root = root;
    this.organisation = organisation;
  }

  Mapping compile() {
    // 'shared' holds anchors for other places to merge; nothing reads it as such.
    Map<String, YamlNode> entries = root.map(SETTINGS);
    int version = version(need(entries, "version", root));
    YamlNode zone = entries.get("zone");
    Map<String, Input> inputs = new LinkedHashMap<>();
    need(entries, "inputs", root)
        .map()
        .forEach((input, node) -> inputs.put(input, Input.compile(input, node)));
    YamlNode viewsNode = entries.get("views");
    Map<String, YamlNode> views = viewsNode == null ? Map.of() : viewsNode.map();
    inputs.values().stream()
        .filter(Input::read)
        .forEach(input -> columns.put(input.name(), input.known()));
    describe(views, inputs);
    Map<String, Root> roots = new LinkedHashMap<>();
    for (YamlNode rule : need(entries, "events", root).list()) {
      rule(rule, version, ValueCompiler.zone(zone, organisation), roots);
    }
    YamlNode filters = entries.get("filters");
    for (YamlNode filter : filters == null ? List.<YamlNode>of() : filters.list()) {
      filter(filter, roots);
    }
    YamlNode description = entries.get("description");
    return new Mapping(
        name,
        version,
        description == null ? "" : description.text(),
        inputs,
        views,
        List.copyOf(roots.values()));
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

  private void rule(YamlNode node, int version, ZoneId zone, Map<String, Root> roots) {
    Map<String, YamlNode> entries = node.map(RULE);
    String rule = need(entries, "name", node).text();
    Columns from = from(entries.get("from"), node);
    YamlNode familyNode = need(entries, "family", node);
    Family family = family(familyNode);
    YamlNode each = entries.get("each");
    YamlNode when = entries.get("when");
    ValueSource list = each == null ? null : ValueSource.from(each.text(), each, from);
    Columns visible = each == null ? from : from.with(EventRule.ITEM, EventRule.INDEX);
    YamlNode fields = need(entries, "fields", node);
    Map<String, Plan> given = new LinkedHashMap<>();
    given.put("source", new Given("name of the source", Row::source));
    given.put("mappingVersion", new Given("version of the mapping", row -> version));
    given.put("revision", new Given(Given.FILE, Row::revision));
    for (String header : List.of("source", "mappingVersion")) {
      YamlNode own = fields.map().get(header);
      if (own != null) {
        throw own.error(rule + "." + header + ": is set by Willingly; remove it");
      }
    }
    ValueCompiler values = new ValueCompiler(visible, zone);
    YamlNode revision = fields.map().get("revision");
    if (revision != null) {
      given.put("revision", values.revision(rule + ".revision", revision));
    }
    if (!fields.map().containsKey("eventId")) {
      given.put("eventId", rowIdentity(rule, node, visible, each != null));
    }
    Root target =
        roots.computeIfAbsent(
            from.where(), key -> new Root(key, new ArrayList<>(), new ArrayList<>()));
    target
        .rules()
        .add(
            new EventRule(
                rule,
                family,
                when == null ? null : Expression.compile(when),
                list,
                new FieldCompiler(values)
                    .fields(rule, fields.without("revision"), Schemas.of(family), given, false)));
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
                + (each ? ":" + row.data().path(EventRule.INDEX).asText() : ""));
  }

  private void filter(YamlNode node, Map<String, Root> roots) {
    Map<String, YamlNode> entries = node.map(List.of("from", "when", "reason"));
    Root filtered = roots.get(from(entries.get("from"), node).where());
    if (filtered == null) {
      throw node.error("no event rule reads the input or view this filter is for");
    }
    filtered
        .filters()
        .add(
            new RowFilter(
                Expression.compile(need(entries, "when", node)),
                need(entries, "reason", node).text()));
  }

  private Columns from(@Nullable YamlNode from, YamlNode node) {
    if (from == null) {
      if (columns.size() != 1) {
        throw node.error("'from:' is needed: the rows of which of " + columns.keySet() + "?");
      }
      return columns.values().iterator().next();
    }
    Columns found = columns.get(from.text());
    if (found == null) {
      throw from.error(
          "no input or view '" + from.text() + "'" + Names.hint(from.text(), columns.keySet()));
    }
    return found;
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

  private static YamlNode need(Map<String, YamlNode> entries, String name, YamlNode node) {
    YamlNode entry = entries.get(name);
    if (entry == null) {
      throw node.error("'" + name + ":' is missing here");
    }
    return entry;
  }
}
