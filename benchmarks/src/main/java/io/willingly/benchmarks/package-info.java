/** Throughput, memory, restore and scale; each figure as a ratio within one run. */
@NullMarked
package io.willingly.benchmarks;

import org.jspecify.annotations.NullMarked;
