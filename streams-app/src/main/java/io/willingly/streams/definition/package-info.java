/**
 * Rule sets: which is in force, which are tried beside it, and what they change (R71). The topic
 * {@code definitions} is the one place that says so.
 */
@NullMarked
package io.willingly.streams.definition;

import org.jspecify.annotations.NullMarked;
