package io.willingly.connectors.table;

import io.willingly.connectors.table.Column.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * How records of a schema become rows. A field is a column of its name in snake case, in the order
 * of the schema:
 *
 * <ul>
 *   <li>Enums are text. Empty text says nothing, so it is null.
 *   <li>A record in a record is a column for each of its fields, with its name in front.
 *   <li>Lists are JSON, with names in snake case.
 *   <li>Bytes are left out: what was delivered is not for tables.
 *   <li>A rate with the property {@code certainty} has its element in the list of that name: those
 *       of its members with the property {@code column} are columns beside the rate, such as {@code
 *       happy_to_pay_low} beside {@code happy_to_pay_rate}.
 * </ul>
 */
public final class Table {
  private static final Pattern NEW_WORD = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  private final List<Column> columns = new ArrayList<>();

  private Table(Schema record) {
    fields("", record, Function.identity());
  }

  /**
   * The table of a schema.
   *
   * @throws IllegalArgumentException when two fields have one column name, or a type has no column
   */
  public static Table of(Schema record) {
    return new Table(record);
  }

  /** In the order of the schema. */
  public List<Column> columns() {
    return List.copyOf(columns);
  }

  /** The cells of a record, in the order of the columns. */
  public List<@Nullable Object> row(IndexedRecord record) {
    List<@Nullable Object> cells = new ArrayList<>(columns.size());
    for (Column column : columns) {
      cells.add(column.cell().apply(record));
    }
    return cells;
  }

  /** A field's name as a column has it. */
  static String snake(String name) {
    return NEW_WORD.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT);
  }

  private void fields(
      String prefix, Schema record, Function<IndexedRecord, @Nullable IndexedRecord> inner) {
    for (Field field : record.getFields()) {
      Schema type = present(field.schema());
      String name = prefix + snake(field.name());
      int at = field.pos();
      if (type.getType() == Schema.Type.RECORD) {
        fields(name + "_", type, outer -> (IndexedRecord) get(inner.apply(outer), at));
      } else if (!isRaw(type)) {
        Kind kind = kind(type);
        add(
            new Column(
                name, kind, type, field.doc(), outer -> cell(kind, get(inner.apply(outer), at))));
      }
      if (field.getProp("certainty") != null) {
        certainty(name, field, record.getField(field.getProp("certainty")));
      }
    }
  }

  private void certainty(String rate, Field field, Field list) {
    int listAt = list.pos();
    Schema element = present(list.schema()).getElementType();
    for (Field member : element.getFields()) {
      if (member.getObjectProp("column") != null) {
        int at = member.pos();
        Schema type = present(member.schema());
        Kind kind = kind(type);
        add(
            new Column(
                beside(rate, snake(member.name())),
                kind,
                type,
                member.doc(),
                row -> cell(kind, get(element(row.get(listAt), field.name()), at))));
      }
    }
  }

  /** The element of a list of records whose first field is the name. */
  private static @Nullable IndexedRecord element(Object list, String name) {
    for (Object element : (List<?>) list) {
      IndexedRecord record = (IndexedRecord) element;
      if (name.contentEquals((CharSequence) record.get(0))) {
        return record;
      }
    }
    return null;
  }

  private static String beside(String rate, String member) {
    return rate.contains("_rate") ? rate.replaceFirst("_rate", "_" + member) : rate + "_" + member;
  }

  private void add(Column column) {
    if (columns.stream().anyMatch(other -> other.name().equals(column.name()))) {
      throw new IllegalArgumentException("two fields are column " + column.name());
    }
    columns.add(column);
  }

  private static @Nullable Object get(@Nullable IndexedRecord record, int at) {
    return record == null ? null : record.get(at);
  }

  private static @Nullable Object cell(Kind kind, @Nullable Object value) {
    if (value == null) {
      return null;
    }
    return switch (kind) {
      case TEXT -> value.toString().isEmpty() ? null : value.toString();
      case JSON -> JsonCells.of(value).toString();
      case DOUBLE -> ((Number) value).doubleValue();
      case INT, LONG, BOOLEAN, DECIMAL, DATE, TIME -> value;
    };
  }

  private static boolean isRaw(Schema type) {
    return (type.getType() == Schema.Type.BYTES || type.getType() == Schema.Type.FIXED)
        && type.getLogicalType() == null;
  }

  /** The type of a field where it has a value. */
  private static Schema present(Schema type) {
    if (!type.isUnion()) {
      return type;
    }
    return type.getTypes().stream()
        .filter(one -> one.getType() != Schema.Type.NULL)
        .findFirst()
        .orElseThrow();
  }

  private static Kind kind(Schema type) {
    LogicalType logical = type.getLogicalType();
    if (logical instanceof LogicalTypes.Decimal) {
      return Kind.DECIMAL;
    }
    return switch (type.getType()) {
      case STRING, ENUM -> Kind.TEXT;
      case INT -> logical instanceof LogicalTypes.Date ? Kind.DATE : Kind.INT;
      case LONG -> logical == null ? Kind.LONG : Kind.TIME;
      case FLOAT, DOUBLE -> Kind.DOUBLE;
      case BOOLEAN -> Kind.BOOLEAN;
      case ARRAY, MAP -> Kind.JSON;
      default -> throw new IllegalArgumentException("no column can hold " + type);
    };
  }
}
