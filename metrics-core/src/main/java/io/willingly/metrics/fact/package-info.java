/** The facts known about customers and reps: what was delivered, before any rule is applied. */
@NullMarked
package io.willingly.metrics.fact;

import org.jspecify.annotations.NullMarked;
