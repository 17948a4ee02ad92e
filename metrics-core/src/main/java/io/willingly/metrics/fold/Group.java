package io.willingly.metrics.fold;

import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Family;
import java.util.ArrayList;
import java.util.List;
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
    SeenFact start = start();
    boolean converted =
        facts.stream().anyMatch(f -> referral(f).step() == Content.ReferralStep.CONVERTED);
    return new DealContext.ReferralView(id, start.occurredAt(), start.id(), converted);
  }

  private static Content.Referral referral(SeenFact fact) {
    return (Content.Referral) fact.content();
  }
}
