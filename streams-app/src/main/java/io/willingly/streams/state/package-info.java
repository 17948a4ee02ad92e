/**
 * What the tasks remember: the stores, declared once, and the layout of their keys (ADR 0007). Read
 * by the queries, written by the processors.
 */
@NullMarked
package io.willingly.streams.state;

import org.jspecify.annotations.NullMarked;
