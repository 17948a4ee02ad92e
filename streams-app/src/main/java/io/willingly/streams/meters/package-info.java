/**
 * What a monitoring system is told of a running pipeline: meters with OpenMetrics names, never with
 * a rep, a team, a customer or a deal in them.
 */
@NullMarked
package io.willingly.streams.meters;

import org.jspecify.annotations.NullMarked;
