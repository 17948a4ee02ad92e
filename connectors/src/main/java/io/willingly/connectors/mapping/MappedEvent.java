package io.willingly.connectors.mapping;

import io.willingly.metrics.fact.Family;
import java.util.List;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;

/**
 * A canonical event.
 *
 * @param family the log it belongs to
 * @param key record key: the customer, for {@link Family#REP} the rep
 * @param event the Avro record
 * @param fields its values one by one and where each is from, for people; made when asked for
 */
public record MappedEvent(
    Family family, String key, SpecificRecord event, Supplier<List<EventField>> fields) {}
