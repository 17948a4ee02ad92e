package io.willingly.metrics.fold;

import io.willingly.metrics.fold.DealState.SaveReason;
import io.willingly.metrics.tally.Tally;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Why a customer can still be helped; a later happy answer or a full reversal closes it. */
record SaveList(List<SaveReason> reasons) {

  static SaveList of(FactLog answers, Grumbles grumbles, Remorse remorse) {
    if (remorse.reversedFor() != null) {
      return new SaveList(List.of());
    }
    SeenFact happy = answers.last(Place.START, Place.END, Trait.HAPPY::in);
    long happyAt = happy == null ? Long.MIN_VALUE : happy.occurredAt();
    Tally since = answers.sum(Place.at(happyAt), Place.END);
    Set<SaveReason> reasons = EnumSet.noneOf(SaveReason.class);
    if (Trait.UNHAPPY.in(since) > 0) {
      reasons.add(SaveReason.UNHAPPY);
    }
    if (Trait.PRESSURED.in(since) > 0) {
      reasons.add(SaveReason.FELT_PRESSURED);
    }
    if (Trait.REGRET.in(since) > 0) {
      reasons.add(SaveReason.REGRET);
    }
    for (Grumbles.Kind kind : grumbles.since(happyAt)) {
      reasons.add(
          switch (kind) {
            case PAID_LATE -> SaveReason.PAID_LATE;
            case DISPUTED -> SaveReason.DISPUTED;
            case CONCESSION -> SaveReason.CONCESSION;
            case OBJECTION -> SaveReason.OBJECTION;
          });
    }
    return new SaveList(List.copyOf(reasons));
  }
}
