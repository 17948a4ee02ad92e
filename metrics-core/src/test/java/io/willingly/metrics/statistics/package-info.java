/** Tests. */
@org.jspecify.annotations.NullMarked
package io.willingly.metrics.statistics;
