/** Integers in a commutative group, by cohort day and arrival day. */
@NullMarked
package io.willingly.metrics.tally;

import org.jspecify.annotations.NullMarked;
