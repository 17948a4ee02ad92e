/**
 * What the owner of a pipeline does beside it, again and again while all is counted: it looks for
 * early warnings and reconciles them with what is published, and fits the baselines of comparisons.
 */
@NullMarked
package io.willingly.streams.watch;

import org.jspecify.annotations.NullMarked;
