package io.willingly.metrics.fold;

import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Content.SurveyStep;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The facts of one survey or one referral (R28, R33): they belong together wherever they fall.
 *
 * @param facts in order, without those that a deletion of their deal withdrew
 * @param withdrawn the others
 * @param dealId the deal the first of them names, if one does
 */
record Group(
    Family family,
    String id,
    List<SeenFact> facts,
    List<SeenFact> withdrawn,
    @Nullable String dealId) {
  private static final Set<SurveyStep> ARRIVED =
      EnumSet.of(SurveyStep.DELIVERED, SurveyStep.STARTED, SurveyStep.ANSWERED);

  static Group of(Family family, String id, List<SeenFact> all, Predicate<SeenFact> isWithdrawn) {
    List<SeenFact> kept = new ArrayList<>(all.size());
    List<SeenFact> withdrawn = new ArrayList<>(0);
    String dealId = null;
    for (SeenFact fact : all) {
      if (isWithdrawn.test(fact)) {
        withdrawn.add(fact);
      } else {
        kept.add(fact);
        dealId = dealId == null ? fact.content().dealId() : dealId;
      }
    }
    return new Group(family, id, kept, withdrawn, dealId);
  }

  /** The survey or referral a fact belongs to. */
  static String idOf(SeenFact fact) {
    return fact.content() instanceof Content.Survey survey
        ? survey.surveyId()
        : referral(fact).referralId();
  }

  /** The fact that dates the group: a referral's MADE (R33), else the earliest (R29). */
  SeenFact start() {
    if (family == Family.REFERRAL) {
      for (SeenFact fact : facts) {
        if (referral(fact).step() == Content.ReferralStep.MADE) {
          return fact;
        }
      }
    }
    return facts.get(0);
  }

  /** R33: a customer cannot refer himself. */
  boolean isSelfReferral(String customerId) {
    return family == Family.REFERRAL
        && facts.stream().anyMatch(fact -> customerId.equals(referral(fact).referredParty()));
  }

  DealContext.ReferralView asReferral() {
    return new DealContext.ReferralView(id, start().occurredAt(), start().id());
  }

  /**
   * What it adds to the tally of the deal it falls to.
   *
   * @param repId who carries the deal; null while it is not won
   */
  Tally tally(@Nullable String repId, AnswerChecks.CallEnds ends) {
    Tally.Builder tally = new Tally.Builder();
    if (family == Family.REFERRAL) {
      boolean converted =
          facts.stream().anyMatch(f -> referral(f).step() == Content.ReferralStep.CONVERTED);
      tally.add(TallyField.REFERRALS, 1);
      return tally.add(TallyField.REFERRALS_CONVERTED, converted ? 1 : 0).build();
    }
    // R28: the unit is the survey; any step after the invitation shows it was delivered.
    EnumSet<SurveyStep> steps = EnumSet.noneOf(SurveyStep.class);
    boolean answered = false;
    for (SeenFact fact : facts) {
      Content.Survey survey = Answers.survey(fact);
      steps.add(survey.step());
      answered |= survey.step() == SurveyStep.ANSWERED && !survey.answers().isEmpty();
      if (AnswerChecks.covers(fact)) {
        AnswerChecks.tell(fact, repId, ends, tally);
      }
    }
    int kind = Answers.survey(facts.get(0)).kind().ordinal();
    boolean sent = steps.contains(SurveyStep.INVITED) || steps.contains(SurveyStep.DELIVERED);
    steps.retainAll(ARRIVED);
    tally.add(TallyField.SURVEYS_INVITED, kind, 1);
    tally.add(TallyField.SURVEYS_DELIVERED, kind, steps.isEmpty() ? 0 : 1);
    tally.add(TallyField.SURVEYS_ANSWERED, kind, answered ? 1 : 0);
    return tally.add(TallyField.SURVEYS_DELIVERY_KNOWN, kind, sent ? 1 : 0).build();
  }

  private static Content.Referral referral(SeenFact fact) {
    return (Content.Referral) fact.content();
  }
}
