/** Runs the pipeline in tests and reads what it counted. */
@NullMarked
package io.willingly.streams.testing;

import org.jspecify.annotations.NullMarked;
