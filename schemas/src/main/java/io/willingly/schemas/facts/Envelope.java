package io.willingly.schemas.facts;

import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.Fact.Delivery;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fact.Version;
import io.willingly.metrics.fold.Reason;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;

/** What every input event begins with: the same fields in one order, the record key last. */
final class Envelope {
  private static final int SOURCE = 0;
  private static final int EVENT_ID = 1;
  private static final int REVISION = 2;
  private static final int MAPPING_VERSION = 3;
  private static final int RETRACTED = 4;
  private static final int OCCURRED_AT = 5;
  private static final int KEY = 6;

  private Envelope() {}

  /** The fact of an event with this content. */
  static FactReading read(SpecificRecord event, Family family, Delivery delivery, Content content) {
    return new FactReading.Read(
        new Fact(
            new FactId(family, (String) event.get(SOURCE), (String) event.get(EVENT_ID)),
            new Version((Long) event.get(REVISION), (Integer) event.get(MAPPING_VERSION)),
            (Boolean) event.get(RETRACTED),
            Micros.of((Instant) event.get(OCCURRED_AT)),
            (String) event.get(KEY),
            delivery,
            content));
  }

  /** Says why an event is no fact. */
  static FactReading unreadable(SpecificRecord event, Reason reason, String field, String message) {
    return new FactReading.Unreadable(
        reason, (String) event.get(SOURCE), (String) event.get(EVENT_ID), field, message);
  }

  /** The event, with what the fact says in every family. */
  static <T extends SpecificRecord> T write(T event, Fact fact) {
    event.put(SOURCE, fact.id().source());
    event.put(EVENT_ID, fact.id().eventId());
    event.put(REVISION, fact.version().revision());
    event.put(MAPPING_VERSION, fact.version().mappingVersion());
    event.put(RETRACTED, fact.retracted());
    event.put(OCCURRED_AT, Micros.toInstant(fact.occurredAt()));
    event.put(KEY, fact.customerId());
    return event;
  }
}
