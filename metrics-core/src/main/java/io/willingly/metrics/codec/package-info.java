/** Compact binary rows: variable-length integers and UTF-8 strings. */
@NullMarked
package io.willingly.metrics.codec;

import org.jspecify.annotations.NullMarked;
