package io.willingly.metrics.fact;

/**
 * Identity of a fact within its customer (R2). All revisions of a fact share it.
 *
 * @param family the log it belongs to
 * @param source the source instance, such as {@code hubspot-eu}
 * @param eventId the id the source gave the fact
 */
public record FactId(Family family, String source, String eventId) {}
