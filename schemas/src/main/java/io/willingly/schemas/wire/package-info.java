/**
 * The wire format (0x00, a 4-byte schema id, the Avro body) and the registries that know the ids.
 *
 * <pre>
 * WireFormat -> SchemaIds &lt;- EmbeddedSchemaIds (content-addressed, no server)
 *                         &lt;- HttpSchemaIds     (any Confluent-compatible registry)
 * </pre>
 */
@NullMarked
package io.willingly.schemas.wire;

import org.jspecify.annotations.NullMarked;
