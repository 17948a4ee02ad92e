package io.willingly.connectors.mapping;

import org.jspecify.annotations.Nullable;

/** Builds one Avro value from a row. */
interface Plan {
  /**
   * The value, or null when the row does not say.
   *
   * @throws RowProblem when the row cannot be mapped
   */
  @Nullable Object build(Row row);
}
