/** The simulated company against its own truth, and the statistics against simulated truths. */
@NullMarked
package io.willingly.streams.demo;

import org.jspecify.annotations.NullMarked;
