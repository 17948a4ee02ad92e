package io.willingly.metrics.fold;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fold.DealContext.Neighbour;
import io.willingly.metrics.fold.DealContext.Objections;
import io.willingly.metrics.fold.Index.Bearing;
import io.willingly.metrics.tally.Tally;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers what bears on one deal from a long history, without reading the rest of it. */
final class Neighbourhood {
  private final History history;
  private final Index index;
  private final DealOrder order;
  private final Definition definition;

  Neighbourhood(History history, Index index, DealOrder order, Definition definition) {
    this.history = history;
    this.index = index;
    this.order = order;
    this.definition = definition;
  }

  DealContext of(Lifecycle life) {
    String dealId = life.dealId();
    SeenFact signing = life.signing();
    SeenFact loss = life.loss();
    int day = signing == null ? 0 : definition.dayOfMicros(signing.occurredAt());
    return new DealContext(
        life,
        index.voices.log(dealId),
        index.placedSum(dealId),
        signing == null ? Tally.ZERO : practice(dealId, signing.occurredAt()),
        signing == null ? Objections.NONE : objections(dealId, signing.occurredAt()),
        index.placedReferrals(dealId, EvidenceLog.MAX),
        definition.startsAtPayment() ? firstPaidAt(dealId) : null,
        signing == null ? null : order.next(signing.occurredAt(), day),
        signing != null && order.hasEarlier(day),
        loss != null && cameBack(loss.occurredAt()));
  }

  private @Nullable Long firstPaidAt(String dealId) {
    byte[] deal = new Key().put(dealId).toBytes();
    List<Long> first = new ArrayList<>(1);
    index.paid.scan(
        deal,
        new Key().put(dealId).end(),
        (key, value) -> {
          first.add(new Key.Reader(key, deal.length).getLong());
          return false;
        });
    return first.isEmpty() ? null : first.get(0);
  }

  /** The calls before the signing, summed: the deal's own, and those that fall to it (R29). */
  private Tally practice(String dealId, long signedAt) {
    FactLog own = index.own(dealId, Bearing.CALL, history.deal(dealId).deletion);
    return own.sum(Place.START, Place.at(signedAt))
        .plus(
            index
                .floatingCalls()
                .sum(Place.at(order.callsFrom(dealId, signedAt)), Place.at(signedAt)));
  }

  /** Calls from the signing on with an objection to the price. */
  private Objections objections(String dealId, long signedAt) {
    FactLog own = index.own(dealId, Bearing.CALL, history.deal(dealId).deletion);
    FactLog floating = index.floatingCalls();
    Objections found = between(own, signedAt, Long.MAX_VALUE);
    long to = order.nextSigned(signedAt, dealId);
    long at = signedAt;
    while (at < to) {
      SeenFact call = floating.first(Place.at(at), Place.at(to), Trait.OBJECTION::in);
      if (call == null) {
        break;
      }
      // R29: until the next close the calls are of this deal, but for those when that was open.
      DealOrder.Close close = order.nextClose(call.occurredAt());
      long end = close == null ? to : Math.min(to, close.at());
      long open = close == null ? end : Math.min(end, close.openedAt());
      found = plus(found, between(floating, call.occurredAt(), open));
      at = end;
    }
    return found;
  }

  private static Objections between(FactLog log, long from, long to) {
    SeenFact last = from < to ? log.last(Place.at(from), Place.at(to), Trait.OBJECTION::in) : null;
    return last == null
        ? Objections.NONE
        : new Objections(
            log.sum(Place.at(from), Place.at(to)).get(Trait.OBJECTION.key(0)),
            log.list(Place.at(from), Place.at(to), Trait.OBJECTION::in, EvidenceLog.MAX),
            last.occurredAt());
  }

  private static Objections plus(Objections one, Objections other) {
    if (one.count() == 0 || other.count() == 0) {
      return one.count() == 0 ? other : one;
    }
    List<SeenFact> first = new ArrayList<>(one.first());
    first.addAll(other.first());
    Collections.sort(first);
    return new Objections(
        one.count() + other.count(),
        first.subList(0, Math.min(EvidenceLog.MAX, first.size())),
        Math.max(one.lastAt(), other.lastAt()));
  }

  /** R36: bought on a later day, or referred, within the comeback window of the loss. */
  private boolean cameBack(long lostAt) {
    int lossDay = definition.dayOfMicros(lostAt);
    Neighbour next = order.next(lostAt, lossDay);
    if (next != null && next.cohortDay() - lossDay <= definition.comebackDays()) {
      return true;
    }
    PagedMap.Entry referral = index.referrals.ceiling(new Key().putLong(lostAt).toBytes());
    return referral != null
        && definition.dayOfMicros(new Key.Reader(referral.key()).getLong()) - lossDay
            <= definition.comebackDays();
  }
}
