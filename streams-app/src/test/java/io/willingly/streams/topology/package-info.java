/** The topology as a graph, and what it counts. */
@NullMarked
package io.willingly.streams.topology;

import org.jspecify.annotations.NullMarked;
