package io.willingly.metrics.fold;

import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.Family;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The way of a fact that arrived on an earlier day than the customer's newest (R7): what was known
 * at the end of each later arrival day may be another. So all facts are folded again into rows of
 * their own, in order of arrival, as if none had been late. Costs as much as a customer of that
 * many facts did; the promise of a logarithm is for arrivals in order.
 */
final class LateFold {
  private final History history;
  private final List<KnownFact> facts;
  private final History again;

  /**
   * Folds again.
   *
   * @param fold of the same sizes as the one that is late
   */
  LateFold(Fold fold, String customerId, History history) {
    this.history = history;
    this.facts = history.allFacts();
    MapRows rows = new MapRows();
    fold.bookNothingBefore(rows, history.erasureDay);
    for (Fact fact : inOrderOfArrival(customerId)) {
      fold.apply(rows, fact);
    }
    this.again = fold.history(rows);
  }

  private List<Fact> inOrderOfArrival(String customerId) {
    List<Fact> delivered = new ArrayList<>();
    for (KnownFact known : facts) {
      if (known.id().family() != Family.ERASURE) {
        known.variants().forEach(variant -> delivered.add(variant.toFact(known.id(), customerId)));
      }
    }
    delivered.sort(Comparator.comparingLong(fact -> fact.delivery().arrival()));
    return delivered;
  }

  /** Replaces what is emitted from a day on, for every deal and call. */
  void refold(int fromDay, Differences differences) {
    Set<String> deals = new LinkedHashSet<>();
    facts.forEach(known -> deals.addAll(known.dealIds()));
    // What an erasure has just removed names its deals no more, but was opened to be removed.
    deals.addAll(history.openedDeals());
    for (String dealId : deals) {
      Emitted emitted = history.emittedWhole(dealId);
      differences.ofDeal(dealId, emitted.replaceFrom(fromDay, again.emittedWhole(dealId)));
    }
    for (KnownFact known : history.knownFacts()) {
      if (known.id().family() == Family.CALL) {
        Emitted call = again.fact(known.id()).emitted();
        differences.ofCall(known.emitted().replaceFrom(fromDay, call));
      }
    }
  }
}
