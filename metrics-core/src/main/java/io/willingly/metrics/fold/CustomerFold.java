package io.willingly.metrics.fold;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Content.DealKind;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fold.DealContext.Objections;
import io.willingly.metrics.tally.Tally;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The fold of a set of a customer's facts, all at once: deals, what falls to them, and the outcome
 * of each fact. A pure function; the order in which the facts are handed over does not matter.
 */
final class CustomerFold {
  private final String customerId;
  private final Definition definition;
  private final List<SeenFact> facts;
  private final Map<FactId, Reason> reasons = new HashMap<>();
  private final Map<String, Lifecycle> deals = new LinkedHashMap<>();
  private final Timeline timeline;
  private final Map<String, List<SeenFact>> ownOf = new LinkedHashMap<>();
  private final Map<String, List<SeenFact>> surveysOf = new HashMap<>();
  private final Map<String, Tally.Builder> groupsOf = new HashMap<>();
  private final CallsByDeal calls = new CallsByDeal();
  private final Map<String, List<DealContext.ReferralView>> referralsOf = new HashMap<>();
  private final List<DealContext.ReferralView> allReferrals = new ArrayList<>();
  private @Nullable Map<String, DealRules.Result> results;

  CustomerFold(String customerId, List<SeenFact> seen, Definition definition) {
    this.customerId = customerId;
    this.definition = definition;
    List<SeenFact> sorted = new ArrayList<>(seen);
    Collections.sort(sorted);
    this.facts = withoutDeleted(sorted);
    readDeals();
    this.timeline = new Timeline(deals.values(), definition);
    // R101: surveys ask which calls came before their answers.
    attachCalls();
    attachSurveys();
    attachReferrals();
  }

  /** The fold of what is known now. */
  static CustomerFold of(String customerId, List<KnownFact> facts, Definition definition) {
    return of(customerId, facts, arrival -> true, definition);
  }

  /** The fold of what is known when only arrivals accepted by {@code arrived} are. */
  static CustomerFold of(
      String customerId, List<KnownFact> facts, LongPredicate arrived, Definition definition) {
    List<SeenFact> seen = new ArrayList<>(facts.size());
    for (KnownFact known : facts) {
      SeenFact fact = Fold.seen(known, arrived);
      if (fact != null) {
        seen.add(fact);
      }
    }
    return new CustomerFold(customerId, seen, definition);
  }

  /** The outcome of a fact that was handed over; facts not named are counted. */
  Map<FactId, Reason> reasons() {
    return reasons;
  }

  /** Contributions and state of every deal that exists. */
  Map<String, DealRules.Result> results() {
    if (results == null) {
      results = new LinkedHashMap<>();
      for (Lifecycle life : deals.values()) {
        if (life.exists()) {
          results.put(life.dealId(), DealRules.apply(context(life), definition));
        }
      }
    }
    return results;
  }

  private DealContext context(Lifecycle life) {
    String dealId = life.dealId();
    SeenFact signing = life.signing();
    List<SeenFact> surveys = surveysOf.getOrDefault(dealId, new ArrayList<>());
    Collections.sort(surveys);
    Answers answers = new Answers(definition);
    Long signedAt = signing == null ? null : (Long) signing.occurredAt();
    List<DealContext.ReferralView> referrals = referralsOf.getOrDefault(dealId, new ArrayList<>());
    Collections.sort(referrals);
    Tally.Builder groups = groupsOf.get(dealId);
    return new DealContext(
        life,
        surveys.isEmpty() ? ListLog.EMPTY : answers.log(surveys, answers.windowEnd(signedAt)),
        groups == null ? Tally.ZERO : groups.build(),
        signing == null ? Tally.ZERO : calls.practice(dealId, signing, definition),
        signing == null ? Objections.NONE : calls.objections(dealId, signing),
        referrals.subList(0, Math.min(EvidenceLog.MAX, referrals.size())),
        definition.startsAtPayment() ? firstPaidAt(dealId) : null,
        life.won() ? timeline.next(life) : null,
        life.won() && timeline.hasEarlier(life),
        life.loss() != null && cameBack(life.loss()));
  }

  private @Nullable Long firstPaidAt(String dealId) {
    Long first = null;
    for (SeenFact fact : ownOf.getOrDefault(dealId, List.of())) {
      Content.Deal deal = (Content.Deal) fact.content();
      Long paidAt = deal.kind() == DealKind.PAYMENT ? deal.paidAt() : null;
      first = first == null || (paidAt != null && paidAt < first) ? paidAt : first;
    }
    return first;
  }

  /** R13: a deletion withdraws every fact of the deal that occurred before it. */
  private List<SeenFact> withoutDeleted(List<SeenFact> sorted) {
    Map<String, SeenFact> deletions = new HashMap<>();
    for (SeenFact fact : sorted) {
      if (fact.content() instanceof Content.Deal deal && deal.kind() == DealKind.DELETED) {
        deletions.put(deal.dealId(), fact);
      }
    }
    if (deletions.isEmpty()) {
      return sorted;
    }
    List<SeenFact> kept = new ArrayList<>();
    for (SeenFact fact : sorted) {
      String dealId = fact.content().dealId();
      SeenFact deletion = dealId == null ? null : deletions.get(dealId);
      if (deletion != null && fact.compareTo(deletion) < 0) {
        reasons.put(fact.id(), Reason.DEAL_DELETED);
      } else {
        kept.add(fact);
      }
    }
    return kept;
  }

  private void readDeals() {
    for (SeenFact fact : facts) {
      if (fact.content() instanceof Content.Deal deal) {
        ownOf.computeIfAbsent(deal.dealId(), id -> new ArrayList<>()).add(fact);
      }
    }
    ownOf.forEach(
        (dealId, own) -> {
          List<Tally> weights = new ArrayList<>(own.size());
          own.forEach(fact -> weights.add(Trait.of(fact.content(), definition)));
          Lifecycle life = Lifecycle.of(dealId, new ListLog(own, weights));
          deals.put(dealId, life);
          for (SeenFact fact : own) {
            Reason reason = life.reason(fact);
            if (reason != Reason.NONE) {
              reasons.put(fact.id(), reason);
            }
          }
        });
  }

  private @Nullable Lifecycle existing(String dealId) {
    Lifecycle life = deals.get(dealId);
    return life != null && life.exists() ? life : null;
  }

  /** R29: a survey belongs to its deal, else to the deal last signed when it began. */
  private void attachSurveys() {
    for (Group survey : grouped(Family.SURVEY)) {
      Lifecycle life = placeOf(survey);
      if (life != null) {
        surveysOf.computeIfAbsent(life.dealId(), id -> new ArrayList<>()).addAll(survey.facts());
      }
    }
  }

  /** R29, R31: a call without a deal counts all the same. */
  private void attachCalls() {
    for (SeenFact fact : facts) {
      if (fact.content() instanceof Content.Call call) {
        String named = call.dealId();
        Lifecycle life =
            named == null ? timeline.openOrLastSigned(fact.occurredAt()) : existing(named);
        if (named != null && life == null) {
          reasons.put(fact.id(), Reason.NO_DEAL);
        } else {
          calls.add(fact, life);
        }
      }
    }
  }

  /** R33: one referral per referralId, at its MADE, else at its earliest fact. */
  private void attachReferrals() {
    for (Group referral : grouped(Family.REFERRAL)) {
      if (referral.isSelfReferral(customerId)) {
        referral.facts().forEach(fact -> reasons.put(fact.id(), Reason.SELF_REFERRAL));
        continue;
      }
      allReferrals.add(referral.asReferral());
      Lifecycle life = placeOf(referral);
      if (life != null) {
        referralsOf
            .computeIfAbsent(life.dealId(), id -> new ArrayList<>())
            .add(referral.asReferral());
      }
    }
  }

  /** The deal a group falls to; while there is none its facts wait. */
  private @Nullable Lifecycle placeOf(Group group) {
    String named = group.dealId();
    Lifecycle life =
        named == null ? timeline.lastSigned(group.start().occurredAt()) : existing(named);
    if (life == null) {
      Reason reason = named == null ? Reason.NO_SIGNED_DEAL : Reason.NO_DEAL;
      group.facts().forEach(fact -> reasons.put(fact.id(), reason));
    } else {
      SeenFact signing = life.signing();
      String repId = signing == null ? null : Terms.primaryRep(life, signing);
      groupsOf
          .computeIfAbsent(life.dealId(), id -> new Tally.Builder())
          .add(group.tally(repId, calls));
    }
    return life;
  }

  private List<Group> grouped(Family family) {
    Map<String, List<SeenFact>> groups = new LinkedHashMap<>();
    for (SeenFact fact : facts) {
      if (fact.id().family() == family) {
        groups.computeIfAbsent(Group.idOf(fact), id -> new ArrayList<>()).add(fact);
      }
    }
    List<Group> all = new ArrayList<>(groups.size());
    groups.forEach((id, steps) -> all.add(Group.of(family, id, steps, fact -> false)));
    return all;
  }

  /** R36: bought on a later day, or referred, within the comeback window of the loss. */
  private boolean cameBack(SeenFact loss) {
    int lossDay = definition.dayOfMicros(loss.occurredAt());
    Integer next = timeline.cohortDayAfter(lossDay);
    if (next != null && next - lossDay <= definition.comebackDays()) {
      return true;
    }
    for (DealContext.ReferralView referral : allReferrals) {
      if (referral.at() >= loss.occurredAt()
          && definition.dayOfMicros(referral.at()) - lossDay <= definition.comebackDays()) {
        return true;
      }
    }
    return false;
  }
}
