package io.willingly.connectors.mapping;

import io.willingly.event.CallEvent;
import io.willingly.event.CustomerErasure;
import io.willingly.event.DealEvent;
import io.willingly.event.ReferralEvent;
import io.willingly.event.RepEntry;
import io.willingly.event.SurveyEvent;
import io.willingly.metrics.fact.Family;
import org.apache.avro.Schema;

/** The event contract as a mapping sees it. */
final class Schemas {
  private Schemas() {}

  static Schema of(Family family) {
    return switch (family) {
      case DEAL -> DealEvent.getClassSchema();
      case CALL -> CallEvent.getClassSchema();
      case SURVEY -> SurveyEvent.getClassSchema();
      case REFERRAL -> ReferralEvent.getClassSchema();
      case ERASURE -> CustomerErasure.getClassSchema();
      case REP -> RepEntry.getClassSchema();
    };
  }

  /** Name of the field that is the record key. */
  static String keyField(Family family) {
    return family == Family.REP ? "repId" : "customerId";
  }

  /** The type beside null of an optional field, or the type itself. */
  static Schema nonNull(Schema schema) {
    return schema.isUnion()
        ? schema.getTypes().stream()
            .filter(type -> type.getType() != Schema.Type.NULL)
            .findFirst()
            .orElseThrow()
        : schema;
  }
}
