package io.willingly.metrics.fold;

import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Family;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where the surveys and referrals of a long history lie: by the deals they name or by their time,
 * and with the deal they fall to (R29, R33).
 *
 * @param dirtyDeals receives the deals they come to and go from
 * @param reasons receives the outcomes of their facts
 */
record GroupPlaces(
    String customerId,
    History history,
    Index index,
    DealOrder order,
    Answers answers,
    CallEnds ends,
    Set<String> dirtyDeals,
    Map<FactId, Reason> reasons) {

  /**
   * Changes a fact of a survey or referral, or one that moves from one to another.
   *
   * @param facts as it was and as it is, where present
   * @param after as it is, if it still is
   */
  void change(List<SeenFact> facts, @Nullable SeenFact after) {
    Map<String, Family> touched = new LinkedHashMap<>();
    for (SeenFact fact : facts) {
      touched.put(Group.idOf(fact), fact.id().family());
    }
    touched.forEach((id, family) -> leave(index.group(family, id)));
    for (SeenFact fact : facts) {
      Key key = new Key().putByte(fact.id().family().ordinal()).put(Group.idOf(fact));
      byte[] content = ContentBytes.write(fact.content());
      index.groups.set(Index.order(key, fact).toBytes(), content, fact.equals(after));
      if (AnswerChecks.covers(fact)) {
        ends.setAnswer(fact, fact.equals(after));
      }
    }
    touched.forEach((id, family) -> enter(index.group(family, id)));
  }

  void leave(Group group) {
    place(group, false);
  }

  void enter(Group group) {
    place(group, true);
    group.withdrawn().forEach(fact -> reasons.put(fact.id(), Reason.DEAL_DELETED));
    Reason reason = Reason.NONE;
    if (group.isSelfReferral(customerId)) {
      reason = Reason.SELF_REFERRAL;
    } else if (placeOf(group) == null) {
      reason = group.dealId() == null ? Reason.NO_SIGNED_DEAL : Reason.NO_DEAL;
    }
    for (SeenFact fact : group.facts()) {
      reasons.put(fact.id(), reason);
    }
  }

  /** Weighs a survey anew, whose answers may come soon after another call (R101). */
  void weigh(Group survey) {
    String dealId = placeOf(survey);
    if (dealId != null) {
      index.placed.put(Index.placedKey(dealId, survey), placedValue(dealId, survey));
      dirtyDeals.add(dealId);
    }
  }

  private byte[] placedValue(String dealId, Group group) {
    return Index.placedValue(group, group.tally(history.deal(dealId).head.repId(), ends));
  }

  private void place(Group group, boolean there) {
    Set<String> named = new TreeSet<>();
    for (List<SeenFact> facts : List.of(group.facts(), group.withdrawn())) {
      for (SeenFact fact : facts) {
        if (fact.content().dealId() != null) {
          named.add(fact.content().dealId());
        }
      }
    }
    for (String dealId : named) {
      Key key = new Key().put(dealId).putByte(group.family().ordinal()).put(group.id());
      index.mentions.set(key.toBytes(), DealOrder.NOTHING, there);
    }
    if (group.facts().isEmpty() || group.isSelfReferral(customerId)) {
      return;
    }
    long at = group.start().occurredAt();
    if (group.dealId() == null) {
      Key key = new Key().putByte(group.family().ordinal()).putLong(at).put(group.id());
      index.floating.set(key.toBytes(), DealOrder.NOTHING, there);
    }
    if (group.family() == Family.REFERRAL) {
      index.referrals.set(DealOrder.key(at, group.id()), DealOrder.NOTHING, there);
      order.losses(order.comeback(at), at + 1, dirtyDeals::add);
    }
    String dealId = placeOf(group);
    if (dealId != null) {
      index.placed.set(Index.placedKey(dealId, group), placedValue(dealId, group), there);
      long windowEnd = answers.windowEnd(history.deal(dealId).head.signedAt());
      for (SeenFact fact : group.facts()) {
        if (Answers.isAnswer(fact)) {
          index.voices.set(dealId, fact, windowEnd, there);
        }
      }
      dirtyDeals.add(dealId);
    }
  }

  /** The deal a group falls to (R29, R33), or null while it waits. */
  private @Nullable String placeOf(Group group) {
    if (group.facts().isEmpty() || group.isSelfReferral(customerId)) {
      return null;
    }
    if (group.dealId() == null) {
      return order.lastSigned(group.start().occurredAt());
    }
    return history.deal(group.dealId()).head.exists() ? group.dealId() : null;
  }
}
