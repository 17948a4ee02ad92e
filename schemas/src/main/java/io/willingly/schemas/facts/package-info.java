/** Between the Avro event contract and the domain facts, both ways and without loss. */
@NullMarked
package io.willingly.schemas.facts;

import org.jspecify.annotations.NullMarked;
