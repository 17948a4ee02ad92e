package io.willingly.connectors.table;

import java.util.function.Function;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table.
 *
 * @param name in lower case, words apart by underscores
 * @param kind what its cells are
 * @param type the Avro type the cells come from, never a union
 * @param doc what it says; null where the schema does not say
 * @param cell what a record has in it; null where it does not say
 */
public record Column(
    String name,
    Kind kind,
    Schema type,
    @Nullable String doc,
    Function<IndexedRecord, @Nullable Object> cell) {

  /** What the cells of a column are, where they are not null. */
  public enum Kind {
    /** {@link String} */
    TEXT,
    /** {@link Integer} */
    INT,
    /** {@link Long} */
    LONG,
    /** {@link Double} */
    DOUBLE,
    /** {@link Boolean} */
    BOOLEAN,
    /** {@link java.math.BigDecimal}, see {@link Column#decimal} */
    DECIMAL,
    /** {@link java.time.LocalDate} */
    DATE,
    /** {@link java.time.Instant} */
    TIME,
    /** {@link String} of JSON */
    JSON
  }

  /**
   * Precision and scale of its decimals.
   *
   * @throws ClassCastException when its cells are no decimals
   */
  public LogicalTypes.Decimal decimal() {
    return (LogicalTypes.Decimal) type.getLogicalType();
  }
}
