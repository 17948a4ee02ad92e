package io.willingly.connectors.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Spreads an event into its single values. */
final class EventFields {
  private static final String DEFAULT = "default of the event's schema";

  private final Map<String, String> origins;
  private final List<EventField> fields = new ArrayList<>();

  private EventFields(Map<String, String> origins) {
    this.origins = origins;
  }

  /**
   * The values that are there, and those the mapping asked for in vain.
   *
   * @param origins where fields are from; parts of one that has no entry are from where it is
   */
  static List<EventField> of(IndexedRecord event, Map<String, String> origins) {
    EventFields all = new EventFields(origins);
    all.parts("", event, DEFAULT);
    return all.fields;
  }

  private void parts(String prefix, IndexedRecord whole, String from) {
    for (Schema.Field field : whole.getSchema().getFields()) {
      add(prefix + field.name(), whole.get(field.pos()), from);
    }
  }

  private void add(String name, @Nullable Object value, String whole) {
    String from = origins.getOrDefault(name, whole);
    if (value instanceof IndexedRecord nested) {
      parts(name + ".", nested, from);
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        add(name + "[" + i + "]", list.get(i), from);
      }
    } else if (value != null || origins.containsKey(name)) {
      boolean plain = value == null || value instanceof Number || value instanceof Boolean;
      fields.add(new EventField(name, plain ? value : String.valueOf(value), from));
    }
  }
}
