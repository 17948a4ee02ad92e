package io.willingly.connectors.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.metrics.fact.Family;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * One event a row makes.
 *
 * @param name for messages and default event ids
 * @param family the log it goes to
 * @param when the rows that make it; null for all
 * @param each a list in the row, one event per element; null for one event per row
 * @param fields how its record is filled
 */
record EventRule(
    String name,
    Family family,
    @Nullable Expression when,
    @Nullable ValueSource each,
    RecordPlan fields) {
  /** In a rule with {@code each}: the element. */
  static final String ITEM = "_item";

  /** In a rule with {@code each}: its number, from 1. */
  static final String INDEX = "_index";

  void apply(Row row, List<MappedEvent> events) {
    if (each == null) {
      one(row, events);
      return;
    }
    JsonNode items = each.read(row);
    int index = 0;
    for (JsonNode item : items) {
      ObjectNode data = row.data().objectNode();
      data.setAll(row.data());
      data.set(ITEM, item);
      data.put(INDEX, ++index);
      one(row.with(data), events);
    }
  }

  private void one(Row row, List<MappedEvent> events) {
    try {
      if (when != null && !when.holds(row.data())) {
        return;
      }
    } catch (RowProblem e) {
      throw e.in(name + ".when", name + ".when");
    }
    SpecificRecord event = (SpecificRecord) fields.build(row);
    if (event != null) {
      Object key = event.get(fields.schema().getField(Schemas.keyField(family)).pos());
      events.add(
          new MappedEvent(
              family, String.valueOf(key), event, () -> EventFields.of(event, origins(row))));
    }
  }

  private Map<String, String> origins(Row row) {
    Map<String, String> origins = new HashMap<>();
    fields.trace("", row, origins::put);
    return origins;
  }
}
