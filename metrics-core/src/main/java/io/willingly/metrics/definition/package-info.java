/** The versioned thresholds and windows every number is computed with. */
@NullMarked
package io.willingly.metrics.definition;

import org.jspecify.annotations.NullMarked;
