package io.willingly.metrics.alarm;

/**
 * Deals of one cohort day and segment that ended alike on one day.
 *
 * @param day the outcome day, an epoch day
 * @param cohortDay day of signing, an epoch day
 * @param event whether it is what is watched for
 * @param count how many deals, at least 1
 */
public record Outcome(int day, int cohortDay, Segment segment, boolean event, long count) {}
