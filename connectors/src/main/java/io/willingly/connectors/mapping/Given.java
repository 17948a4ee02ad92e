package io.willingly.connectors.mapping;

import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * A value no mapping sets.
 *
 * @param from who or what gives it
 */
record Given(String from, Function<Row, Object> value) implements Plan {
  /** The revision of what brings none of its own: of a row, and of an object put together. */
  static String revision(boolean object) {
    return object ? "newest change of the object" : "time of the file";
  }

  @Override
  public Object build(Row row) {
    return value.apply(row);
  }

  @Override
  public void trace(String field, Row row, BiConsumer<String, String> origins) {
    origins.accept(field, from);
  }
}
