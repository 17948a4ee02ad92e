package io.willingly.connectors.mapping;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Builds one Avro value from a row. */
interface Plan {
  /**
   * The value, or null when the row does not say.
   *
   * @throws RowProblem when the row cannot be mapped
   */
  @Nullable Object build(Row row);

  /**
   * Tells where the value of a row that could be mapped is from, for people.
   *
   * @param field the value's name in its event
   * @param origins takes names of fields and where each is from; of a field that is the event
   *     contract's to fill, nothing
   */
  default void trace(String field, Row row, BiConsumer<String, String> origins) {}
}
