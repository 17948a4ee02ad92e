/** The pipeline on a real broker: restarts, crashes, malformed input. */
@NullMarked
package io.willingly.streams.runtime;

import org.jspecify.annotations.NullMarked;
