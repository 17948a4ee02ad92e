/** Reps, teams and the organisation, and who belonged where on which day. */
@NullMarked
package io.willingly.metrics.scope;

import org.jspecify.annotations.NullMarked;
