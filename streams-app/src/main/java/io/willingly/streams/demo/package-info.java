/**
 * A simulated company with documented ground truth, for the demo, the benchmarks and the tests.
 *
 * <pre>
 * Company -> Simulation: day by day  Floor (who meets whom) -> Fate (what is true of one deal)
 *         -> stories (the facts it leaves behind) -> Post (delays, duplicates, slips) -> facts by arrival
 * </pre>
 */
@NullMarked
package io.willingly.streams.demo;

import org.jspecify.annotations.NullMarked;
