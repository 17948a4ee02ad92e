package io.willingly.metrics.fold;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.tally.Cell;
import io.willingly.metrics.tally.CellKey;
import io.willingly.metrics.tally.Tally;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The way of a fact that arrived on an earlier day than the customer's newest (R7): what was known
 * at the end of each later arrival day may be another, so each is folded again from all facts known
 * on it. Costs the whole history; the promise of a logarithm is for arrivals in order.
 */
final class LateFold {
  private final String customerId;
  private final History history;
  private final Definition definition;
  private final List<KnownFact> facts;

  LateFold(String customerId, History history, Definition definition) {
    this.customerId = customerId;
    this.history = history;
    this.definition = definition;
    this.facts = history.allFacts();
  }

  /** Replaces what is emitted from a day on, for every deal and call. */
  void refold(int fromDay, List<Cell> cells) {
    Map<String, Emitted> deals = new HashMap<>();
    for (KnownFact known : facts) {
      for (Variant variant : known.variants()) {
        String dealId = variant.decode().dealId();
        if (dealId != null) {
          deals.put(dealId, history.deal(dealId).emitted);
        }
      }
    }
    // What an erasure has just removed names its deals no more, but was opened to be removed.
    history.openedDeals().forEach((dealId, deal) -> deals.put(dealId, deal.emitted));
    Map<KnownFact, Emitted> calls = new HashMap<>();
    for (KnownFact known : history.knownFacts()) {
      if (known.id().family() == Family.CALL) {
        calls.put(known, known.emitted());
      }
    }
    SortedMap<Integer, CustomerFold> folds = new TreeMap<>();
    for (int day : changedDays(fromDay, deals.values(), calls.values())) {
      folds.put(day, fold(day));
    }
    deals.forEach(
        (dealId, emitted) -> {
          SortedMap<Integer, Map<CellKey, Tally>> values = new TreeMap<>();
          folds.forEach((day, fold) -> values.put(day, fold.cellsOf(dealId)));
          emitted.replace(values, cells);
        });
    calls.forEach(
        (known, emitted) -> {
          SortedMap<Integer, Map<CellKey, Tally>> values = new TreeMap<>();
          folds.forEach(
              (day, fold) -> values.put(day, fold.calls().getOrDefault(known.id(), Map.of())));
          emitted.replace(values, cells);
        });
  }

  private SortedSet<Integer> changedDays(
      int fromDay, Iterable<Emitted> deals, Iterable<Emitted> calls) {
    TreeSet<Integer> days = new TreeSet<>();
    days.add(fromDay);
    for (KnownFact known : facts) {
      for (Variant variant : known.variants()) {
        days.add(history.bookingDay(definition.dayOfMillis(variant.arrival())));
      }
    }
    deals.forEach(emitted -> emitted.daysFrom(fromDay).forEach(days::add));
    calls.forEach(emitted -> emitted.daysFrom(fromDay).forEach(days::add));
    return days.tailSet(fromDay, true);
  }

  /** The fold of what was known at the end of a day. */
  private CustomerFold fold(int day) {
    List<SeenFact> seen = new ArrayList<>(facts.size());
    for (KnownFact known : facts) {
      Variant holder =
          known.holder(arrival -> history.bookingDay(definition.dayOfMillis(arrival)) <= day);
      if (holder != null && known.id().family() != Family.ERASURE) {
        seen.add(new SeenFact(known.id(), holder.occurredAt(), holder.decode()));
      }
    }
    return new CustomerFold(customerId, seen, definition);
  }

  /** The fold of what is known now. */
  static CustomerFold fold(String customerId, List<KnownFact> facts, Definition definition) {
    List<SeenFact> seen = new ArrayList<>(facts.size());
    for (KnownFact known : facts) {
      SeenFact fact = Fold.seen(known);
      if (fact != null) {
        seen.add(fact);
      }
    }
    return new CustomerFold(customerId, seen, definition);
  }

  /** After an erasure nothing is booked before its day, so what was known earlier is forgotten. */
  static void collapse(History history, int day) {
    history.openedDeals().values().forEach(deal -> deal.emitted.collapse(day));
    for (KnownFact known : history.knownFacts()) {
      if (known.id().family() == Family.CALL) {
        known.emitted().collapse(day);
      }
    }
  }
}
