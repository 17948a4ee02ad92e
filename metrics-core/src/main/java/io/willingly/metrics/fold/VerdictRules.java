package io.willingly.metrics.fold;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fold.DealContext.Neighbour;
import io.willingly.metrics.fold.DealState.EvidenceKind;
import io.willingly.metrics.fold.DealState.Vote;
import org.jspecify.annotations.Nullable;

/** The verdict on a won deal (R25). */
record VerdictRules(
    FactLog log,
    @Nullable Neighbour next,
    Definition definition,
    int cohortDay,
    EvidenceLog evidence) {

  /** The first that holds of: took it back, told us, did a deed for the seller. */
  Verdict judge(Remorse remorse, @Nullable Vote vote, @Nullable Integer referredDay) {
    int window = Math.max(definition.loyaltyWindowDays(), definition.remorseDays());
    if (within(remorse.deedDay(), window)) {
      return Verdict.TOOK_IT_BACK;
    }
    if (vote != null) {
      return switch (vote) {
        case YES -> Verdict.TOLD_HAPPY;
        case NEUTRAL -> Verdict.TOLD_NEUTRAL;
        case NO -> Verdict.TOLD_NOT_HAPPY;
        case SPLIT -> Verdict.TOLD_SPLIT;
      };
    }
    if (within(remorse.day(), window)) {
      return Verdict.NO_WORD;
    }
    return deed(referredDay);
  }

  /** R25: deeds for the seller within the loyalty window. */
  private Verdict deed(@Nullable Integer referredDay) {
    int window = definition.loyaltyWindowDays();
    if (within(referredDay, window)) {
      return Verdict.REFERRED;
    }
    SeenFact renewed = log.first(Place.START, Place.END, Trait.RENEWED_ACTIVE::in);
    Integer renewedDay = renewed == null ? null : day(renewed);
    boolean renews = within(renewedDay, window);
    Place until = renewed != null && renews ? Place.before(renewed) : Place.END;
    SeenFact expanded = log.first(Place.START, until, Trait.EXPANDED::in);
    Integer expandedDay = expanded == null ? null : day(expanded);
    boolean expands = within(expandedDay, window);
    if (expanded != null && expandedDay != null && expands) {
      evidence.add(expanded.id(), EvidenceKind.EXPANSION, expandedDay);
    }
    if (renewed != null && renewedDay != null && renews) {
      evidence.add(renewed.id(), EvidenceKind.RENEWAL, renewedDay);
      return Verdict.RENEWED;
    }
    if (!expands && next != null && next.cohortDay() - cohortDay <= window) {
      evidence.add(next.signing(), EvidenceKind.NEXT_DEAL, next.cohortDay() - cohortDay);
      return Verdict.BOUGHT_AGAIN;
    }
    return expands ? Verdict.EXPANDED : Verdict.NO_WORD;
  }

  private static boolean within(@Nullable Integer day, int window) {
    return day != null && day <= window;
  }

  private int day(SeenFact fact) {
    return Math.max(0, definition.dayOfMicros(fact.occurredAt()) - cohortDay);
  }
}
