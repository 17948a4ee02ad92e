/** Calendar periods of cohort days. */
@NullMarked
package io.willingly.metrics.period;

import org.jspecify.annotations.NullMarked;
