package io.willingly.metrics.fold;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Content.DealKind;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.tally.CellKey;
import io.willingly.metrics.tally.Tally;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
  private final Map<String, List<SeenFact>> surveysOf = new HashMap<>();
  private final Map<String, List<SeenFact>> callsOf = new HashMap<>();
  private final Map<String, List<DealContext.ReferralView>> referralsOf = new HashMap<>();
  private final List<DealContext.ReferralView> allReferrals = new ArrayList<>();
  private final Map<String, DealRules.Result> results = new LinkedHashMap<>();
  private final List<SeenFact> countedCalls = new ArrayList<>();

  CustomerFold(String customerId, List<SeenFact> seen, Definition definition) {
    this.customerId = customerId;
    this.definition = definition;
    List<SeenFact> sorted = new ArrayList<>(seen);
    Collections.sort(sorted);
    this.facts = withoutDeleted(sorted);
    readDeals();
    this.timeline = new Timeline(deals.values(), definition);
    attachSurveys();
    attachCalls();
    attachReferrals();
    apply();
  }

  /** The outcome of a fact that was handed over; facts not named are counted. */
  Map<FactId, Reason> reasons() {
    return reasons;
  }

  Map<CellKey, Tally> cellsOf(String dealId) {
    DealRules.Result result = results.get(dealId);
    return result == null ? Map.of() : result.cells();
  }

  /** Contributions and state of every deal that exists. */
  Map<String, DealRules.Result> results() {
    return results;
  }

  private void apply() {
    for (Lifecycle life : deals.values()) {
      if (life.exists()) {
        results.put(life.dealId(), DealRules.apply(context(life), definition));
      }
    }
  }

  /** Practice of every call that counts, by its fact. */
  Map<FactId, Map<CellKey, Tally>> calls() {
    Map<FactId, Map<CellKey, Tally>> cells = new LinkedHashMap<>();
    for (SeenFact call : countedCalls) {
      cells.put(call.id(), CallRules.apply(call, definition));
    }
    return cells;
  }

  private DealContext context(Lifecycle life) {
    String dealId = life.dealId();
    return new DealContext(
        customerId,
        life,
        surveysOf.getOrDefault(dealId, List.of()),
        callsOf.getOrDefault(dealId, List.of()),
        referralsOf.getOrDefault(dealId, List.of()),
        life.won() ? timeline.next(life) : null,
        life.won() && timeline.hasEarlier(life),
        life.loss() != null && cameBack(life.loss()));
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
    Map<String, List<SeenFact>> byDeal = new LinkedHashMap<>();
    for (SeenFact fact : facts) {
      if (fact.content() instanceof Content.Deal deal) {
        byDeal.computeIfAbsent(deal.dealId(), id -> new ArrayList<>()).add(fact);
      }
    }
    byDeal.forEach((dealId, own) -> deals.put(dealId, Lifecycle.of(dealId, own, reasons)));
  }

  private @Nullable Lifecycle existing(String dealId) {
    Lifecycle life = deals.get(dealId);
    return life != null && life.exists() ? life : null;
  }

  /** R29: a survey belongs to its deal, else to the deal last signed when it began. */
  private void attachSurveys() {
    for (List<SeenFact> survey : grouped(Family.SURVEY, f -> Answers.survey(f).surveyId())) {
      String named = firstDealId(survey);
      Lifecycle life =
          named == null ? timeline.lastSigned(survey.get(0).occurredAt()) : existing(named);
      if (life == null) {
        pend(survey, named);
      } else {
        surveysOf.computeIfAbsent(life.dealId(), id -> new ArrayList<>()).addAll(survey);
      }
    }
    surveysOf.values().forEach(Collections::sort);
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
          continue;
        }
        countedCalls.add(fact);
        if (life != null) {
          callsOf.computeIfAbsent(life.dealId(), id -> new ArrayList<>()).add(fact);
        }
      }
    }
  }

  /** R33: one referral per referralId, at its MADE, else at its earliest fact. */
  private void attachReferrals() {
    for (List<SeenFact> steps : grouped(Family.REFERRAL, f -> referral(f).referralId())) {
      if (steps.stream().anyMatch(f -> customerId.equals(referral(f).referredParty()))) {
        steps.forEach(fact -> reasons.put(fact.id(), Reason.SELF_REFERRAL));
        continue;
      }
      SeenFact made =
          steps.stream()
              .filter(f -> referral(f).step() == Content.ReferralStep.MADE)
              .findFirst()
              .orElse(steps.get(0));
      boolean converted =
          steps.stream().anyMatch(f -> referral(f).step() == Content.ReferralStep.CONVERTED);
      DealContext.ReferralView view =
          new DealContext.ReferralView(
              referral(made).referralId(), made.occurredAt(), made.id(), converted);
      allReferrals.add(view);
      String named = firstDealId(steps);
      Lifecycle life = named == null ? timeline.lastSigned(view.at()) : existing(named);
      if (life == null) {
        pend(steps, named);
      } else {
        referralsOf.computeIfAbsent(life.dealId(), id -> new ArrayList<>()).add(view);
      }
    }
    Comparator<DealContext.ReferralView> byTime =
        Comparator.comparingLong(DealContext.ReferralView::at)
            .thenComparing(DealContext.ReferralView::referralId);
    referralsOf.values().forEach(list -> list.sort(byTime));
  }

  private static Content.Referral referral(SeenFact fact) {
    return (Content.Referral) fact.content();
  }

  private void pend(List<SeenFact> waiting, @Nullable String named) {
    Reason reason = named == null ? Reason.NO_SIGNED_DEAL : Reason.NO_DEAL;
    waiting.forEach(fact -> reasons.put(fact.id(), reason));
  }

  private static @Nullable String firstDealId(List<SeenFact> group) {
    for (SeenFact fact : group) {
      if (fact.content().dealId() != null) {
        return fact.content().dealId();
      }
    }
    return null;
  }

  private List<List<SeenFact>> grouped(Family family, Function<SeenFact, String> by) {
    Map<String, List<SeenFact>> groups = new LinkedHashMap<>();
    for (SeenFact fact : facts) {
      if (fact.id().family() == family) {
        groups.computeIfAbsent(by.apply(fact), id -> new ArrayList<>()).add(fact);
      }
    }
    return new ArrayList<>(groups.values());
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
