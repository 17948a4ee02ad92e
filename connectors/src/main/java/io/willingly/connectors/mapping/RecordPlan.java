package io.willingly.connectors.mapping;

import io.willingly.schemas.wire.ContractData;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * A record, field by field.
 *
 * @param path of the record, for messages
 * @param schema its schema
 * @param fields one plan per field of the schema, in its order
 * @param order in which they are built: those composed of others' columns last, so that of what is
 *     missing the field itself is named
 * @param element the record is an element of a list: left out when a field it needs is absent
 */
record RecordPlan(
    String path, Schema schema, List<Plan> fields, List<Schema.Field> order, boolean element)
    implements Plan {

  static RecordPlan of(String path, Schema schema, List<Plan> fields, boolean element) {
    List<Schema.Field> order = new ArrayList<>(schema.getFields());
    order.sort(
        Comparator.comparing(
            field -> fields.get(field.pos()) instanceof ValuePlan value && value.composed()));
    return new RecordPlan(path, schema, fields, order, element);
  }

  @Override
  public @Nullable Object build(Row row) {
    SpecificRecordBase event = (SpecificRecordBase) ContractData.get().newRecord(null, schema);
    for (Schema.Field field : order) {
      Object value = fields.get(field.pos()).build(row);
      if (value == null && !field.schema().isNullable()) {
        if (field.hasDefaultValue()) {
          value = ContractData.get().getDefaultValue(field);
        } else if (element) {
          return null;
        } else {
          throw new RowProblem(
              RejectCode.MISSING_VALUE,
              path + "." + field.name(),
              null,
              path + "." + field.name() + " is required and the row does not have it");
        }
      }
      event.put(field.pos(), value);
    }
    return event;
  }

  @Override
  public void trace(String record, Row row, BiConsumer<String, String> origins) {
    String prefix = record.isEmpty() ? "" : record + ".";
    for (Schema.Field field : schema.getFields()) {
      fields.get(field.pos()).trace(prefix + field.name(), row, origins);
    }
  }

  Plan field(String field) {
    return fields.get(schema.getField(field).pos());
  }

  /** A field as messages name it. */
  String named(String field) {
    return field(field) instanceof ValuePlan value ? value.named() : path + "." + field;
  }
}
