/** Starts, watches and stops the pipeline. An edge: clocks and threads live here. */
@NullMarked
package io.willingly.streams.runtime;

import org.jspecify.annotations.NullMarked;
