package io.willingly.metrics.fold;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Content;
import java.util.ArrayList;
import java.util.List;

/**
 * A grumble (fourth box of the fifth essay): paid late, disputed, asked for money off, or objected
 * to the price after signing.
 */
record Grumble(Kind kind, SeenFact fact) {

  /** Declared in the order of the GRUMBLE buckets. */
  enum Kind {
    PAID_LATE,
    DISPUTED,
    CONCESSION,
    OBJECTION
  }

  long at() {
    return fact.occurredAt();
  }

  static List<Grumble> of(
      Lifecycle life, List<SeenFact> calls, long signedAt, Definition definition) {
    List<Grumble> grumbles = new ArrayList<>();
    for (SeenFact fact : life.facts()) {
      Content.Deal content = (Content.Deal) fact.content();
      switch (content.kind()) {
        case PAYMENT -> {
          Long due = content.dueAt();
          Long paid = content.paidAt();
          if (due != null
              && paid != null
              && definition.dayOfMicros(paid) > definition.dayOfMicros(due)) {
            grumbles.add(new Grumble(Kind.PAID_LATE, fact));
          }
        }
        case INVOICE_DISPUTED -> grumbles.add(new Grumble(Kind.DISPUTED, fact));
        case CONCESSION -> {
          if (fact.occurredAt() >= signedAt) {
            grumbles.add(new Grumble(Kind.CONCESSION, fact));
          }
        }
        default -> {}
      }
    }
    for (SeenFact fact : calls) {
      Integer objections = ((Content.Call) fact.content()).priceObjections();
      if (objections != null && objections > 0 && fact.occurredAt() >= signedAt) {
        grumbles.add(new Grumble(Kind.OBJECTION, fact));
      }
    }
    return grumbles;
  }
}
