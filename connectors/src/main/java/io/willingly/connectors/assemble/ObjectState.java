package io.willingly.connectors.assemble;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.willingly.connectors.assemble.Property.Told;
import io.willingly.connectors.mapping.ObjectPart;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All that is known of an object, in whatever order it was told. Not thread-safe. */
final class ObjectState {
  private static final String PROPERTIES = "properties";
  private static final String COMPLETE = "complete";
  private static final String DELETED = "deleted";

  /** Lists told of at former times take no more of an object than this. */
  private static final int MOST_OF_NAMES = 64 << 10;

  private final Map<String, Property> properties = new TreeMap<>();

  /** By how names begin: the names told of at times when all there were have been told of. */
  private final Map<String, Property> complete = new TreeMap<>();

  private long deletedAt = Long.MIN_VALUE;

  /**
   * Adds what a payload tells.
   *
   * @param at when it was so, in epoch milliseconds
   * @param history the properties of which former values are kept; null for all
   */
  void add(ObjectPart part, long at, @Nullable Set<String> history) {
    if (part.deleted()) {
      deletedAt = Math.max(deletedAt, at);
    }
    for (Map.Entry<String, JsonNode> each : part.properties().properties()) {
      boolean kept = history == null || history.contains(each.getKey());
      add(properties, each.getKey(), new Told(each.getValue(), at), kept);
    }
    String begin = part.complete();
    if (begin != null) {
      ObjectNode names = JsonNodeFactory.instance.objectNode();
      part.properties()
          .fieldNames()
          .forEachRemaining(
              name -> {
                if (name.startsWith(begin)) {
                  names.put(name, true);
                }
              });
      boolean kept = history == null || history.stream().anyMatch(name -> name.startsWith(begin));
      add(complete, begin, new Told(names, at), kept);
      complete.compute(begin, (all, told) -> told == null ? null : told.within(MOST_OF_NAMES));
    }
  }

  private static void add(Map<String, Property> to, String name, Told told, boolean history) {
    to.put(name, to.getOrDefault(name, Property.UNKNOWN).with(told, history));
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
    return Stream.concat(properties.values().stream(), complete.values().stream())
        .mapToLong(Property::last)
        .max()
        .orElse(Long.MIN_VALUE);
  }

  /**
   * A property with the times at which it was empty because it was not among all there were. They
   * are found when it is read, for what was told before may come after.
   */
  private Property emptied(String name, Property property) {
    Property whole = property;
    for (Map.Entry<String, Property> all : complete.entrySet()) {
      for (Told names : name.startsWith(all.getKey()) ? all.getValue().told() : List.<Told>of()) {
        if (!names.value().has(name) && property.toldBefore(names.at())) {
          whole = whole.with(new Told(TextNode.valueOf(""), names.at()), true);
        }
      }
    }
    return whole;
  }

  /** The row it is to the event rules; what was cleared is null, so expressions pass over it. */
  ObjectNode row(String id) {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put(ObjectPart.ID, id);
    ObjectNode at = row.putObject(ObjectPart.AT);
    ObjectNode history = row.putObject(ObjectPart.HISTORY);
    properties.forEach(
        (name, told) -> {
          Property property = emptied(name, told);
          boolean cleared = property.value().isTextual() && property.value().asText().isEmpty();
          row.set(name, cleared ? null : property.value());
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
    write(properties, json.putObject(PROPERTIES));
    if (!complete.isEmpty()) {
      write(complete, json.putObject(COMPLETE));
    }
    if (deletedAt != Long.MIN_VALUE) {
      json.put(DELETED, deletedAt);
    }
    return json;
  }

  static ObjectState of(JsonNode json) {
    ObjectState state = new ObjectState();
    read(json.path(PROPERTIES), state.properties);
    read(json.path(COMPLETE), state.complete);
    state.deletedAt = json.path(DELETED).asLong(Long.MIN_VALUE);
    return state;
  }

  private static void write(Map<String, Property> from, ObjectNode json) {
    from.forEach((name, property) -> json.set(name, property.json()));
  }

  private static void read(JsonNode json, Map<String, Property> into) {
    json.properties().forEach(each -> into.put(each.getKey(), Property.of(each.getValue())));
  }
}
