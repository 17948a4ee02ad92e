package io.willingly.connectors.assemble;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.connectors.assemble.Property.Told;
import io.willingly.connectors.mapping.ObjectPart;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** All that is known of an object, in whatever order it was told. Not thread-safe. */
final class ObjectState {
  private static final String PROPERTIES = "properties";
  private static final String DELETED = "deleted";

  private final Map<String, Property> properties = new TreeMap<>();
  private long deletedAt = Long.MIN_VALUE;

  /**
   * Adds what a payload tells.
   *
   * @param at when it was so, in epoch milliseconds
   * @param history the properties of which former values are kept
   */
  void add(ObjectNode told, boolean deleted, long at, Predicate<String> history) {
    if (deleted) {
      deletedAt = Math.max(deletedAt, at);
    }
    for (Map.Entry<String, JsonNode> each : told.properties()) {
      Property known = properties.getOrDefault(each.getKey(), Property.UNKNOWN);
      properties.put(
          each.getKey(), known.with(new Told(each.getValue(), at), history.test(each.getKey())));
    }
  }

  /** Whether it is gone: nothing was told of it since it was deleted. */
  boolean deleted() {
    return deletedAt != Long.MIN_VALUE && deletedAt >= newest();
  }

  /** When the newest of it was so, in epoch milliseconds. */
  long changed() {
    return Math.max(deletedAt, newest());
  }

  private long newest() {
    return properties.values().stream().mapToLong(Property::last).max().orElse(Long.MIN_VALUE);
  }

  /** The row it is to the event rules. */
  ObjectNode row(String id) {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put(ObjectPart.ID, id);
    ObjectNode at = row.putObject(ObjectPart.AT);
    ObjectNode history = row.putObject(ObjectPart.HISTORY);
    properties.forEach(
        (name, property) -> {
          row.set(name, property.value());
          ArrayNode runs = history.putArray(name);
          for (Told run : property.runs()) {
            runs.addObject().put("since", run.at()).set("value", run.value());
            at.put(name, run.at());
          }
        });
    return row.put(ObjectPart.CHANGED, changed());
  }

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ObjectNode each = json.putObject(PROPERTIES);
    properties.forEach((name, property) -> each.set(name, property.json()));
    if (deletedAt != Long.MIN_VALUE) {
      json.put(DELETED, deletedAt);
    }
    return json;
  }

  static ObjectState of(JsonNode json) {
    ObjectState state = new ObjectState();
    json.path(PROPERTIES)
        .properties()
        .forEach(each -> state.properties.put(each.getKey(), Property.of(each.getValue())));
    state.deletedAt = json.path(DELETED).asLong(Long.MIN_VALUE);
    return state;
  }
}
