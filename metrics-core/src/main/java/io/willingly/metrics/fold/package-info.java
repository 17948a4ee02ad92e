/** The pure function from a customer's history to contributions, verdicts and outcomes. */
@NullMarked
package io.willingly.metrics.fold;

import org.jspecify.annotations.NullMarked;
