/** Baselines of comparisons as they are published. */
@NullMarked
package io.willingly.schemas.comparison;

import org.jspecify.annotations.NullMarked;
