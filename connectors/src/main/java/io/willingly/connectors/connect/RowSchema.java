package io.willingly.connectors.connect;

import io.willingly.connectors.table.Column;
import io.willingly.connectors.table.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** The rows of a table as Kafka Connect knows them. */
final class RowSchema {
  /** Names by which Debezium's sink makes {@code jsonb} and {@code timestamptz}; else text. */
  private static final String JSON = "io.debezium.data.Json";

  private static final String ZONED_TIME = "io.debezium.time.ZonedTimestamp";
  private static final String SQL_TYPE = "__debezium.source.column.type";
  private static final String PRECISION = "connect.decimal.precision";

  private final Table table;
  private final boolean key;
  private final Schema schema;

  RowSchema(Table table, boolean key) {
    this.table = table;
    this.key = key;
    SchemaBuilder struct = SchemaBuilder.struct();
    for (Column column : table.columns()) {
      struct.field(column.name(), key ? type(column).build() : type(column).optional().build());
    }
    schema = struct.build();
  }

  SchemaAndValue row(IndexedRecord record) {
    Struct struct = new Struct(schema);
    List<@Nullable Object> cells = table.row(record);
    for (Field field : schema.fields()) {
      Object cell = cells.get(field.index());
      struct.put(field, cell == null && key ? nothing(field.schema()) : value(cell));
    }
    return new SchemaAndValue(schema, struct);
  }

  private static SchemaBuilder type(Column column) {
    return switch (column.kind()) {
      case TEXT -> SchemaBuilder.string();
      case INT -> SchemaBuilder.int32();
      case LONG -> SchemaBuilder.int64();
      case DOUBLE -> SchemaBuilder.float64();
      case BOOLEAN -> SchemaBuilder.bool();
      case DATE -> Date.builder();
      case TIME -> SchemaBuilder.string().name(ZONED_TIME);
      case JSON -> SchemaBuilder.string().name(JSON).parameter(SQL_TYPE, "JSONB");
      case DECIMAL -> {
        LogicalTypes.Decimal decimal = column.decimal();
        yield Decimal.builder(decimal.getScale())
            .parameter(PRECISION, Integer.toString(decimal.getPrecision()));
      }
    };
  }

  private static @Nullable Object value(@Nullable Object cell) {
    if (cell instanceof LocalDate day) {
      return java.util.Date.from(day.atStartOfDay(ZoneOffset.UTC).toInstant());
    }
    return cell instanceof Instant ? cell.toString() : cell;
  }

  /** Keys are made of text and integers only. */
  private static Object nothing(Schema type) {
    return switch (type.type()) {
      case INT32 -> -1;
      case INT64 -> -1L;
      default -> "";
    };
  }
}
