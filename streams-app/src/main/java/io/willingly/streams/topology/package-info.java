/**
 * The pipeline as a graph: {@link io.willingly.streams.topology.PipelineTopology} is its one page,
 * each stage one subgraph.
 *
 * <pre>
 * topology -> processor -> metrics-core
 *                       -> state, buffer
 * </pre>
 */
@NullMarked
package io.willingly.streams.topology;

import org.jspecify.annotations.NullMarked;
