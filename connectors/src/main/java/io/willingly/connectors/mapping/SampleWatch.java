package io.willingly.connectors.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the rows of samples meet on their way through a mapping. */
final class SampleWatch {
  private final Mapping mapping;

  /** Properties that have a value, as pointers, each with one of its values. */
  private final Map<String, String> properties = new LinkedHashMap<>();

  /** Rules and filters that applied to a row, by identity of the original. */
  private final Set<Object> reached = new HashSet<>();

  /** Rows that made a rule's event, by rule. */
  private final Map<EventRule, List<ObjectNode>> rowsOf = new HashMap<>();

  private final List<String> hidden = new ArrayList<>();
  private final Map<String, String> versions = new HashMap<>();
  private final Set<String> conflicts = new LinkedHashSet<>();
  private String firstRejected = "";
  private long rejected;
  private long rows;

  SampleWatch(Mapping mapping) {
    this.mapping = mapping;
  }

  /**
   * Maps a sample.
   *
   * @throws InputException when it is not one the mapping takes
   */
  void watch(SampleCase sample) {
    versions.clear();
    watched()
        .run(
            List.of(sample.sample()),
            new RunOptions(mapping.name(), FileRevisions.fixed(1)),
            outcome -> {
              rows++;
              if (outcome instanceof RowOutcome.Mapped mapped) {
                mapped.events().forEach(event -> version(mapped.position(), event));
              } else if (outcome instanceof RowOutcome.Rejected row) {
                if (rejected++ == 0) {
                  firstRejected = row.text();
                }
              }
            });
  }

  /** The same mapping, with every condition listened to. */
  private Mapping watched() {
    List<Root> roots = new ArrayList<>();
    for (Root root : mapping.roots()) {
      List<RowFilter> filters = new ArrayList<>();
      filters.add(
          new RowFilter(
              row -> {
                collect("", row);
                return BooleanNode.FALSE;
              },
              ""));
      for (RowFilter filter : root.filters()) {
        filters.add(new RowFilter(row -> filtered(root, filter, row), filter.reason()));
      }
      List<EventRule> rules = new ArrayList<>();
      for (EventRule rule : root.rules()) {
        rules.add(
            new EventRule(
                rule.family(),
                new RuleRows(rule.rows().rule(), row -> made(rule, row), rule.rows().each()),
                rule.fields()));
      }
      roots.add(new Root(root.name(), filters, rules, told(root.objects()), root.aliases()));
    }
    return mapping.with(roots);
  }

  private List<ObjectRule> told(List<ObjectRule> objects) {
    List<ObjectRule> watched = new ArrayList<>();
    for (ObjectRule rule : objects) {
      RuleRows rows = new RuleRows(rule.rows().rule(), row -> told(rule, row), rule.rows().each());
      watched.add(
          new ObjectRule(
              rule.type(),
              rows,
              rule.id(),
              rule.at(),
              rule.set(),
              rule.complete(),
              rule.deleted()));
    }
    return watched;
  }

  private JsonNode told(ObjectRule rule, JsonNode row) {
    boolean holds = rule.rows().when() == null || rule.rows().when().holds(row);
    if (holds) {
      reached.add(rule);
    }
    return BooleanNode.valueOf(holds);
  }

  private JsonNode filtered(Root root, RowFilter filter, JsonNode row) {
    boolean holds = filter.when().holds(row);
    if (holds) {
      reached.add(filter);
      for (EventRule rule : root.rules()) {
        if (rule.rows().each() == null && retracts(rule) && holds(rule, row)) {
          hidden.add(
              "filter '%s' takes %s, so that rule '%s', which would withdraw an event, never sees it"
                  .formatted(filter.reason(), place(row), rule.rows().rule()));
        }
      }
    }
    return BooleanNode.valueOf(holds);
  }

  private static boolean holds(EventRule rule, JsonNode row) {
    try {
      return rule.rows().when() == null || rule.rows().when().holds(row);
    } catch (RowProblem e) {
      return false;
    }
  }

  /** Whether it sets {@code retracted} to true, always. */
  private static boolean retracts(EventRule rule) {
    RecordPlan fields = rule.fields();
    return fields.fields().get(fields.schema().getField("retracted").pos())
            instanceof ValuePlan value
        && value.source() instanceof ValueSource.Constant constant
        && constant.value().textValue().equals("true");
  }

  private JsonNode made(EventRule rule, JsonNode row) {
    boolean holds = rule.rows().when() == null || rule.rows().when().holds(row);
    if (holds) {
      reached.add(rule);
      rowsOf.computeIfAbsent(rule, any -> new ArrayList<>()).add((ObjectNode) row);
    }
    return BooleanNode.valueOf(holds);
  }

  private void collect(String pointer, JsonNode value) {
    if (value.isObject()) {
      value.properties().forEach(each -> collect(pointer + "/" + each.getKey(), each.getValue()));
    } else if (value.isArray()) {
      value.forEach(each -> collect(pointer, each));
    } else if (Presence.of(value) == Presence.PRESENT && !pointer.startsWith("/_")) {
      properties.putIfAbsent(pointer, value.asText());
    }
  }

  private void version(Position position, MappedEvent event) {
    var record = event.event();
    String file = mapping.views().isEmpty() ? position.file() : "";
    String id =
        file
            + event.family()
            + record.get(record.getSchema().getField("eventId").pos())
            + " "
            + record.get(record.getSchema().getField("revision").pos());
    String before = versions.putIfAbsent(id, record.toString());
    if (before != null && !before.equals(record.toString())) {
      conflicts.add(
          "%s: event '%s' is made twice of one revision and with other content; the second is rejected as CONFLICT: tell them apart in 'eventId', or give 'revision'"
              .formatted(position, record.get(record.getSchema().getField("eventId").pos())));
    }
  }

  private static String place(JsonNode row) {
    return "%s row %s".formatted(row.path(Row.FILE).asText(), row.path(Row.ROW).asText());
  }

  Map<String, String> properties() {
    return properties;
  }

  boolean reached(Object ruleOrFilter) {
    return reached.contains(ruleOrFilter);
  }

  List<ObjectNode> rowsOf(EventRule rule) {
    return rowsOf.getOrDefault(rule, List.of());
  }

  List<String> hidden() {
    return List.copyOf(new LinkedHashSet<>(hidden));
  }

  Set<String> conflicts() {
    return conflicts;
  }

  /** Where the first row that was rejected is, and why; empty when none was. */
  String firstRejected() {
    return firstRejected;
  }

  /** Whether there are rows and none of them could be mapped. */
  boolean allRejected() {
    return rows > 0 && rejected == rows;
  }
}
