package io.willingly.metrics.comparison;

import io.willingly.metrics.statistics.Posterior;

/**
 * A rep or team that may be called.
 *
 * @param believed what is believed of its rate, given how others' differ
 * @param alone the same if nothing were known of others: Jeffreys' prior
 */
record Candidate(String id, Counts counts, Posterior believed, Posterior alone) {}
