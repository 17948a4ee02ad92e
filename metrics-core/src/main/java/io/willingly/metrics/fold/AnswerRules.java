package io.willingly.metrics.fold;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Content.SurveyItem;
import io.willingly.metrics.fold.DealState.EvidenceKind;
import io.willingly.metrics.fold.DealState.Vote;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What the answers to a won deal's surveys add, and the vote on its price (R26). */
record AnswerRules(FactLog answers, Definition definition, int cohortDay, EvidenceLog evidence) {

  /** R26: votes per item within the window; the price item also by day of remorse. */
  @Nullable Vote tell(SeenFact signing, @Nullable Integer remorseDay, Tally.Builder tally) {
    if (answers == ListLog.EMPTY) {
      return null;
    }
    Place windowEnd = Place.at(new Answers(definition).windowEnd(signing.occurredAt()));
    Tally voices = answers.sum(Place.START, windowEnd);
    List<SurveyItem> items = Answers.answered(voices);
    for (SurveyItem item : items) {
      int question = item.ordinal();
      tally.add(voteField(Answers.decide(voices, question)), question, 1);
      tally.add(TallyField.ITEM_RESPONDENTS, question, Answers.respondents(voices, question));
      tally.add(TallyField.ITEM_BOX_SUM, question, voices.get(Trait.BOX.key(question)));
    }
    Tally later = answers.sum(windowEnd, Place.END);
    long respondents = Answers.laterRespondents(later);
    if (respondents > 0) {
      tally.add(TallyField.STILL_HAPPY, Answers.decideLater(later).ordinal(), 1);
      tell(windowEnd, Place.END, Answers::laterRespondents, EvidenceKind.LATER_ANSWER, respondents);
    }
    if (!items.contains(SurveyItem.HAPPY_WITH_PRICE)) {
      return null;
    }
    int price = SurveyItem.HAPPY_WITH_PRICE.ordinal();
    tell(
        Place.START,
        windowEnd,
        sum -> Answers.respondents(sum, price),
        EvidenceKind.ANSWER,
        Answers.respondents(voices, price));
    Vote vote = Answers.decide(voices, price);
    if (remorseDay != null) {
      tally.add(dayField(vote), remorseDay, 1);
    }
    return vote;
  }

  private void tell(
      Place from, Place to, ToLongFunction<Tally> measure, EvidenceKind kind, long count) {
    List<SeenFact> first = answers.list(from, to, measure, evidence.room());
    for (SeenFact fact : first) {
      evidence.add(
          fact.id(), kind, Math.max(0, definition.dayOfMicros(fact.occurredAt()) - cohortDay));
    }
    evidence.more(count - first.size());
  }

  private static TallyField voteField(Vote vote) {
    return switch (vote) {
      case YES -> TallyField.ITEM_YES;
      case NEUTRAL -> TallyField.ITEM_NEUTRAL;
      case NO -> TallyField.ITEM_NO;
      case SPLIT -> TallyField.ITEM_SPLIT;
    };
  }

  private static TallyField dayField(Vote vote) {
    return switch (vote) {
      case YES -> TallyField.REMORSE_DAY_HAPPY;
      case NEUTRAL -> TallyField.REMORSE_DAY_NEUTRAL;
      case NO -> TallyField.REMORSE_DAY_UNHAPPY;
      case SPLIT -> TallyField.REMORSE_DAY_SPLIT;
    };
  }
}
