/** Who owns a data directory, and how the others ask it. */
@NullMarked
package io.willingly.streams.peer;

import org.jspecify.annotations.NullMarked;
