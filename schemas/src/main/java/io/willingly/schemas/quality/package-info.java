/** Published rows of service quality as Avro. */
@NullMarked
package io.willingly.schemas.quality;

import org.jspecify.annotations.NullMarked;
