package io.willingly.metrics.fold;

import io.willingly.metrics.fact.Content.SurveyItem;
import io.willingly.metrics.fold.DealState.SaveReason;
import io.willingly.metrics.fold.DealState.Vote;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Why a customer can still be helped; a later happy answer or a full reversal closes it. */
record SaveList(List<SaveReason> reasons) {

  static SaveList of(Answers answers, List<Grumble> grumbles, Remorse remorse) {
    if (remorse.reversedAt() != null) {
      return new SaveList(List.of());
    }
    long happyAt = Long.MIN_VALUE;
    for (SeenFact fact : answers.facts()) {
      if (answers.says(fact, SurveyItem.HAPPY_WITH_PRICE, Vote.YES)) {
        happyAt = fact.occurredAt();
      }
    }
    Set<SaveReason> reasons = EnumSet.noneOf(SaveReason.class);
    for (SeenFact fact : answers.facts()) {
      if (fact.occurredAt() < happyAt) {
        continue;
      }
      if (answers.says(fact, SurveyItem.HAPPY_WITH_PRICE, Vote.NO)) {
        reasons.add(SaveReason.UNHAPPY);
      }
      if (answers.says(fact, SurveyItem.FELT_PRESSURED, Vote.YES)) {
        reasons.add(SaveReason.FELT_PRESSURED);
      }
      if (answers.regrets(fact)) {
        reasons.add(SaveReason.REGRET);
      }
    }
    for (Grumble grumble : grumbles) {
      if (grumble.at() >= happyAt) {
        reasons.add(
            switch (grumble.kind()) {
              case PAID_LATE -> SaveReason.PAID_LATE;
              case DISPUTED -> SaveReason.DISPUTED;
              case CONCESSION -> SaveReason.CONCESSION;
              case OBJECTION -> SaveReason.OBJECTION;
            });
      }
    }
    return new SaveList(List.copyOf(reasons));
  }
}
