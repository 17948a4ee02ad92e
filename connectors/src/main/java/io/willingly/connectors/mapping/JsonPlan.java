package io.willingly.connectors.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.willingly.schemas.wire.ContractData;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/** A record or list built by an expression; its shape is checked against the schema row by row. */
record JsonPlan(String path, Schema schema, Expression expression, TimeFormat time)
    implements Plan {
  @Override
  public @Nullable Object build(Row row) {
    try {
      return convert(expression.apply(row.data()), schema);
    } catch (RowProblem e) {
      throw e.in(path, path);
    }
  }

  @Override
  public void trace(String field, Row row, BiConsumer<String, String> origins) {
    origins.accept(field, new ValueSource.Computed(expression, List.of()).toString());
  }

  private @Nullable Object convert(JsonNode value, Schema declared) {
    Schema type = Schemas.nonNull(declared);
    if (value.isNull() || value.isMissingNode()) {
      return null;
    }
    return switch (type.getType()) {
      case ARRAY -> list(value, type);
      case RECORD -> nested(value, type);
      default -> Coercion.to(type, time).apply(value);
    };
  }

  private List<Object> list(JsonNode value, Schema type) {
    if (!value.isArray()) {
      throw wrong(value, "a list");
    }
    List<Object> items = new ArrayList<>();
    for (JsonNode item : value) {
      Object converted = convert(item, type.getElementType());
      if (converted != null) {
        items.add(converted);
      }
    }
    return items;
  }

  private Object nested(JsonNode value, Schema type) {
    if (!value.isObject()) {
      throw wrong(value, "an object");
    }
    Set<String> names = new HashSet<>();
    value.fieldNames().forEachRemaining(names::add);
    SpecificRecordBase nested = (SpecificRecordBase) ContractData.get().newRecord(null, type);
    for (Schema.Field field : type.getFields()) {
      names.remove(field.name());
      Object part = convert(value.path(field.name()), field.schema());
      if (part == null && !field.schema().isNullable()) {
        if (!field.hasDefaultValue()) {
          throw wrong(value, "an object with " + field.name());
        }
        part = ContractData.get().getDefaultValue(field);
      }
      nested.put(field.pos(), part);
    }
    if (!names.isEmpty()) {
      throw wrong(value, "an object without " + names + ", which " + type.getName() + " lacks");
    }
    return nested;
  }

  private static RowProblem wrong(JsonNode value, String expected) {
    return new RowProblem(
        RejectCode.WRONG_TYPE,
        null,
        value.toString(),
        "the expression must give " + expected + ", gave " + value);
  }
}
