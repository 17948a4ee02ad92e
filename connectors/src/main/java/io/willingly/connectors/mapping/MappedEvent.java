package io.willingly.connectors.mapping;

import io.willingly.metrics.fact.Family;
import org.apache.avro.specific.SpecificRecord;

/**
 * A canonical event.
 *
 * @param family the log it belongs to
 * @param key record key: the customer, for {@link Family#REP} the rep
 * @param event the Avro record
 */
public record MappedEvent(Family family, String key, SpecificRecord event) {}
