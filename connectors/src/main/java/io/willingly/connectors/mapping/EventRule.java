package io.willingly.connectors.mapping;

import io.willingly.metrics.fact.Family;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/**
 * One event a row makes.
 *
 * @param family the log it goes to
 * @param rows the rows that make it
 * @param fields how its record is filled
 */
record EventRule(Family family, RuleRows rows, RecordPlan fields) {
  void apply(Row row, List<MappedEvent> events) {
    rows.of(row, each -> one(each, events));
  }

  /** The same, where an event that lacks something does not hold up the others. */
  void apply(Row row, List<MappedEvent> events, Consumer<RowProblem> lacking) {
    rows.of(
        row,
        each -> {
          try {
            one(each, events);
          } catch (RowProblem e) {
            if (e.code() != RejectCode.MISSING_VALUE) {
              throw e;
            }
            lacking.accept(e);
          }
        });
  }

  private void one(Row row, List<MappedEvent> events) {
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
