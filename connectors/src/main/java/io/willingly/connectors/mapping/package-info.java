/**
 * Mappings as data: a folder says how the rows of a source become canonical events.
 *
 * <pre>
 * MappingLoader -> MappingCompiler -> Mapping          (once; checks everything against the schema)
 * files -> InputFiles -> Row -> EventRule -> RowOutcome (per row, streaming)
 *            \-> Views (DuckDB) -> Row                  (joins and sums across files)
 * </pre>
 *
 * <p>Knows neither Kafka nor Kafka Connect: command line, Connect and tests are its hosts.
 */
@NullMarked
package io.willingly.connectors.mapping;

import org.jspecify.annotations.NullMarked;
