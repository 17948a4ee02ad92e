/**
 * From integers to honest numbers: intervals, curves, comparisons and alarms.
 *
 * <p>Pure functions. Distribution functions are those of Apache Commons Statistics; chance is a
 * SplittableRandom of a stated seed. docs/reference/statistics.md names the source, the conventions
 * and the published numbers behind each.
 */
@NullMarked
package io.willingly.metrics.statistics;

import org.jspecify.annotations.NullMarked;
