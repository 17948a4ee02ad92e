/**
 * Records of the published topics as rows of a table: one rule from Avro schema to columns, for
 * databases and exports alike.
 *
 * <pre>
 * Table.of(schema)    -> columns             (once for each schema)
 * Table.row(record)   -> a cell for each     (per record)
 * </pre>
 *
 * <p>Knows neither Kafka nor SQL.
 */
@NullMarked
package io.willingly.connectors.table;

import org.jspecify.annotations.NullMarked;
