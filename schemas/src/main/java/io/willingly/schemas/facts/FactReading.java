package io.willingly.schemas.facts;

import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fold.Reason;

/** What became of an Avro record that should be a fact. */
public sealed interface FactReading {

  /** It is one; its values are not checked yet. */
  record Read(Fact fact) implements FactReading {}

  /**
   * It cannot become one.
   *
   * @param reason why it is rejected
   * @param source the source instance that sent it
   * @param eventId its event id
   * @param field path of the field at fault
   * @param message what is wrong with it
   */
  record Unreadable(Reason reason, String source, String eventId, String field, String message)
      implements FactReading {}
}
