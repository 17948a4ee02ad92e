/**
 * Answers from the published topics: of whichever engine counts, from any machine that reaches the
 * cluster.
 */
@NullMarked
package io.willingly.streams.published;

import org.jspecify.annotations.NullMarked;
