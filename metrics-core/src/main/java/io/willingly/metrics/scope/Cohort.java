package io.willingly.metrics.scope;

import io.willingly.metrics.tally.Tally;

/**
 * Deals of a cohort day, or of several that a question need not tell apart.
 *
 * @param age days from the (first) cohort day to the date of the question, not below 0
 * @param tally what they add
 */
public record Cohort(int age, Tally tally) {}
