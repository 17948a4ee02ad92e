/**
 * Rows that pass through a mapping on their way into the topics, and what they would become: what
 * the command line and the page do alike.
 */
@NullMarked
package io.willingly.streams.mapping;

import org.jspecify.annotations.NullMarked;
