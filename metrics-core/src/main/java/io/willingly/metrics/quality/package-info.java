/** The one table of published numbers, and how each is computed from the integers kept. */
@NullMarked
package io.willingly.metrics.quality;

import org.jspecify.annotations.NullMarked;
