package io.willingly.metrics.fold;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Content.SurveyKind;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;

/**
 * Who was asked and who answered, against what became of a won deal (R102 to R105).
 *
 * @param deal what the deal adds to tallies otherwise
 */
record SurveyIntegrity(DealContext context, Tally deal, Remorse remorse, Definition definition) {
  private static final int PURCHASE = SurveyKind.PURCHASE.ordinal();

  /** Trouble up to this day after the signing comes before most surveys are sent. */
  private static final int EARLY_DAYS = 7;

  void tell(SeenFact signing, Grumbles grumbles, Tally.Builder tally) {
    tellOrigins(tally);
    tellInvitation(signing, grumbles, tally);
    tellHappyAnswer(tally);
    tellResponse(tally);
  }

  /** R102: each origin once a deal, and of each customer only the first day's deals. */
  private void tellOrigins(Tally.Builder tally) {
    int times = context.hasEarlier() ? 0 : 1;
    int end = deal.indexAfter(TallyField.ANSWER_ORIGIN);
    for (int i = deal.indexOf(TallyField.ANSWER_ORIGIN); i < end; i++) {
      tally.add(deal.keyAt(i), times - deal.valueAt(i));
    }
  }

  /** R103: who takes all of it back so early need not be asked. */
  private void tellInvitation(SeenFact signing, Grumbles grumbles, Tally.Builder tally) {
    int signed = definition.dayOfMicros(signing.occurredAt());
    long from = signing.occurredAt();
    long to = definition.firstMicros(signed + EARLY_DAYS + 1);
    boolean reversed = reversed(Place.at(from), Place.at(to));
    if (!reversed || remorse.partial()) {
      boolean trouble = reversed || grumbles.between(from, to);
      boolean invited = deal.get(TallyField.SURVEYS_INVITED, PURCHASE) > 0;
      tally.add(TallyField.INVITED_BY_TROUBLE, (trouble ? 2 : 0) | (invited ? 1 : 0), 1);
    }
  }

  private boolean reversed(Place from, Place to) {
    return !remorse.taken().isZero() && remorse.reversals().first(from, to) != null;
  }

  /** R104. */
  private void tellHappyAnswer(Tally.Builder tally) {
    SeenFact happy = context.answers().first(Place.START, Place.END, Trait.HAPPY::in);
    if (happy != null) {
      boolean reversed = reversed(Place.after(happy), Place.END);
      tally.add(TallyField.HAPPY_THEN_REVERSED, reversed ? 1 : 0, 1);
    }
  }

  /** R105: by deed only, for regret is known of those who answer. */
  private void tellResponse(Tally.Builder tally) {
    int days = definition.remorseDays();
    boolean deed = ClaimRules.within(deal, TallyField.REMORSE_DEED_DAY, days);
    boolean asked = deal.get(TallyField.SURVEYS_DELIVERY_KNOWN, PURCHASE) > 0;
    if (asked && (deed || !ClaimRules.leftOtherwise(deal, days))) {
      boolean answered = deal.get(TallyField.SURVEYS_ANSWERED, PURCHASE) > 0;
      tally.add(TallyField.DEED_BY_RESPONSE, (answered ? 2 : 0) | (deed ? 1 : 0), 1);
    }
  }
}
