package io.willingly.metrics.fold;

import io.willingly.metrics.codec.ByteReader;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fold.DealContext.Neighbour;
import io.willingly.metrics.fold.DealContext.ReferralView;
import io.willingly.metrics.fold.Index.Bearing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers what bears on one deal from a history, without reading the rest of it. */
final class Neighbourhood {
  private final String customerId;
  private final History history;
  private final Index index;
  private final Structure structure;
  private final Definition definition;

  Neighbourhood(
      String customerId, History history, Index index, Structure structure, Definition definition) {
    this.customerId = customerId;
    this.history = history;
    this.index = index;
    this.structure = structure;
    this.definition = definition;
  }

  DealContext of(String dealId) {
    Lifecycle life = structure.lifecycle(dealId);
    SeenFact signing = life.signing();
    long from = signing == null ? Long.MAX_VALUE : signing.occurredAt();
    long to = signing == null ? Long.MAX_VALUE : nextSigned(from, dealId);
    List<SeenFact> surveys = new ArrayList<>();
    for (Group group : groups(dealId, Family.SURVEY, from, to)) {
      surveys.addAll(group.facts());
    }
    Collections.sort(surveys);
    List<ReferralView> referrals = new ArrayList<>();
    for (Group group : groups(dealId, Family.REFERRAL, from, to)) {
      referrals.add(group.asReferral());
    }
    referrals.sort(
        Comparator.comparingLong(ReferralView::at).thenComparing(ReferralView::referralId));
    int day = signing == null ? 0 : definition.dayOfMicros(from);
    SeenFact loss = life.loss();
    return new DealContext(
        customerId,
        life,
        surveys,
        signing == null ? List.of() : objections(dealId, from, to),
        referrals,
        signing == null ? null : next(from, day),
        signing != null && hasEarlier(day),
        loss != null && cameBack(loss.occurredAt()));
  }

  /** When the customer's next deal was signed: what floats from then on falls to that one. */
  private long nextSigned(long signedAt, String dealId) {
    PagedMap.Entry next = index.signed.ceiling(new Key().put(signedAt).put(dealId).end());
    return next == null ? Long.MAX_VALUE : new Key.Reader(next.key()).getLong();
  }

  private List<Group> groups(String dealId, Family family, long from, long to) {
    List<Group> found = new ArrayList<>();
    for (Group group : index.mentioning(dealId, family)) {
      if (dealId.equals(structure.placeOf(group))) {
        found.add(group);
      }
    }
    if (from < to) {
      found.addAll(index.floatingGroups(family, from, to));
    }
    return found;
  }

  /** Calls from the signing on with an objection to the price; no other call bears on a deal. */
  private List<SeenFact> objections(String dealId, long from, long to) {
    List<SeenFact> calls = new ArrayList<>();
    for (SeenFact call : index.own(dealId, Bearing.OBJECTION)) {
      if (call.occurredAt() >= from && !history.isWithdrawn(call)) {
        calls.add(call);
      }
    }
    if (from < to) {
      for (SeenFact call : index.floatingObjections(from, to)) {
        if (dealId.equals(structure.openOrLastSigned(call.occurredAt()))) {
          calls.add(call);
        }
      }
    }
    Collections.sort(calls);
    return calls;
  }

  private @Nullable Neighbour next(long signedAt, int day) {
    List<Neighbour> found = new ArrayList<>(1);
    index.signed.scan(
        new Key().put(signedAt).toBytes(),
        new Key().end(),
        (key, value) -> {
          int other = new ByteReader(value).getInt();
          if (other > day) {
            String dealId = Index.dealOf(new PagedMap.Entry(key, value), 1);
            FactId signing = history.deal(dealId).head.signing();
            if (signing != null) {
              found.add(new Neighbour(signing, other));
            }
            return false;
          }
          return true;
        });
    return found.isEmpty() ? null : found.get(0);
  }

  private boolean hasEarlier(int day) {
    PagedMap.Entry first = index.signed.ceiling(new byte[0]);
    return first != null && new ByteReader(first.value()).getInt() < day;
  }

  /** R36: bought on a later day, or referred, within the comeback window of the loss. */
  private boolean cameBack(long lostAt) {
    int lossDay = definition.dayOfMicros(lostAt);
    Neighbour next = next(lostAt, lossDay);
    if (next != null && next.cohortDay() - lossDay <= definition.comebackDays()) {
      return true;
    }
    PagedMap.Entry referral = index.referrals.ceiling(new Key().put(lostAt).toBytes());
    return referral != null
        && definition.dayOfMicros(new Key.Reader(referral.key()).getLong()) - lossDay
            <= definition.comebackDays();
  }
}
