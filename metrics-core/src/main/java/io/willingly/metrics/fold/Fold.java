package io.willingly.metrics.fold;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fold.Delta.DealResult;
import io.willingly.metrics.fold.KnownFact.Variant;
import io.willingly.metrics.tally.Cell;
import io.willingly.metrics.tally.CellKey;
import io.willingly.metrics.tally.Tally;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The fold: remembers a delivered fact in its customer's history and returns the difference it
 * makes. No clock, no engine, no dependency: the same rows and fact always give the same answer
 * (R93). Facts must have passed {@link FactChecks}.
 */
public final class Fold {
  /** Raised whenever the same facts would give other numbers or rows; older state is rebuilt. */
  public static final int VERSION = 1;

  private final Definition definition;

  public Fold(Definition definition) {
    this.definition = definition;
  }

  /** Applies one delivered copy of a fact to the rows of its customer. */
  public Delta apply(Rows rows, Fact fact) {
    OutcomeBook book = new OutcomeBook();
    CustomerRow row = CustomerRow.load(rows);
    if (isErased(row, fact.family(), fact.occurredAt())) {
      book.move(fact.id(), Reason.ERASED, fact.delivery().run(), 1);
      return new Delta(book.moves(), List.of(), List.of(), List.of());
    }
    KnownFact known = row.facts.computeIfAbsent(fact.id(), KnownFact::new);
    book.all(known, -1);
    KnownFact.Added added = known.add(fact);
    book.all(known, 1);
    List<Cell> cells = new ArrayList<>();
    List<DealResult> deals = new ArrayList<>();
    if (added.news()) {
      int fromDay = row.bookingDay(definition.dayOfMillis(added.variant().arrival()));
      if (fact.family() == Family.ERASURE && !fact.retracted()) {
        erase(row, fact.occurredAt(), fromDay, book);
      }
      refold(fact.customerId(), row, fromDay, book, cells, deals);
      row.newestDay = Math.max(row.newestDay, fromDay);
    }
    row.store(rows);
    return new Delta(book.moves(), cells, deals, known.losers(fact, added));
  }

  /** What is known of a customer now: for explain and the case file. */
  public CustomerView read(String customerId, Rows rows) {
    CustomerRow row = CustomerRow.load(rows);
    CustomerFold fold = fold(customerId, row, Integer.MAX_VALUE);
    List<CustomerView.FactView> facts = new ArrayList<>();
    for (KnownFact known : row.facts.values()) {
      Variant newest = known.newest();
      facts.add(
          new CustomerView.FactView(
              known.id(),
              newest.version(),
              newest.retracted(),
              newest.occurredAt(),
              newest.arrival(),
              newest.decode(),
              known.reason()));
    }
    Map<String, CustomerView.DealView> deals = new TreeMap<>();
    fold.results()
        .forEach(
            (dealId, result) ->
                deals.put(dealId, new CustomerView.DealView(result.state(), result.cells())));
    return new CustomerView(customerId, facts, deals);
  }

  private static boolean isErased(CustomerRow row, Family family, long occurredAt) {
    return family != Family.ERASURE && occurredAt <= row.erasedUpTo;
  }

  /** R43: all copies of what occurred up to the erasure leave the history and are ignored. */
  private static void erase(CustomerRow row, long upTo, int day, OutcomeBook book) {
    row.erasedUpTo = Math.max(row.erasedUpTo, upTo);
    row.erasureDay = Math.max(row.erasureDay, day);
    for (Iterator<KnownFact> facts = row.facts.values().iterator(); facts.hasNext(); ) {
      KnownFact known = facts.next();
      if (known.variants().stream()
          .anyMatch(v -> isErased(row, known.id().family(), v.occurredAt()))) {
        book.all(known, -1);
        known.drop(
            variant -> isErased(row, known.id().family(), variant.occurredAt()),
            (reason, run, count) -> book.move(known.id(), Reason.ERASED, run, count));
        book.all(known, 1);
        if (known.variants().isEmpty()) {
          facts.remove();
        }
      }
    }
  }

  /**
   * Folds again what is known and emits the difference to what was emitted. Where the fact arrived
   * no earlier than all others, only its own day changes; otherwise every later arrival day may,
   * and each is folded from what was known on it (R7).
   */
  private void refold(
      String customerId,
      CustomerRow row,
      int fromDay,
      OutcomeBook book,
      List<Cell> cells,
      List<DealResult> deals) {
    TreeMap<Integer, Map<String, Map<CellKey, Tally>>> values = new TreeMap<>();
    CustomerFold now = fold(customerId, row, Integer.MAX_VALUE);
    if (fromDay >= row.newestDay) {
      values.put(fromDay, units(now));
    } else {
      for (int day : changedDays(row, fromDay)) {
        values.put(day, units(fold(customerId, row, day)));
      }
    }
    values.values().forEach(units -> units.keySet().forEach(row::emitted));
    for (String unit : row.emitted.keySet()) {
      TreeMap<Integer, Map<CellKey, Tally>> byDay = new TreeMap<>();
      values.forEach((day, units) -> byDay.put(day, units.getOrDefault(unit, Map.of())));
      row.emitted(unit).replace(byDay, cells);
      if (fromDay == row.erasureDay) {
        row.emitted(unit).collapse(fromDay);
      }
    }
    publish(customerId, row, now, deals);
    settle(row, now, book);
  }

  private SortedSet<Integer> changedDays(CustomerRow row, int fromDay) {
    TreeSet<Integer> days = new TreeSet<>();
    days.add(fromDay);
    for (KnownFact known : row.facts.values()) {
      for (Variant variant : known.variants()) {
        days.add(row.bookingDay(definition.dayOfMillis(variant.arrival())));
      }
    }
    row.emitted.values().forEach(emitted -> emitted.daysFrom(fromDay).forEach(days::add));
    return days.tailSet(fromDay, true);
  }

  /** The fold of what is known at the end of a day. */
  private CustomerFold fold(String customerId, CustomerRow row, int day) {
    List<SeenFact> seen = new ArrayList<>(row.facts.size());
    for (KnownFact known : row.facts.values()) {
      Variant holder =
          known.holder(
              arrival ->
                  day == Integer.MAX_VALUE
                      || row.bookingDay(definition.dayOfMillis(arrival)) <= day);
      if (holder != null && known.id().family() != Family.ERASURE) {
        seen.add(new SeenFact(known.id(), holder.occurredAt(), holder.decode()));
      }
    }
    return new CustomerFold(customerId, seen, definition);
  }

  /** Contributions by unit: a deal, or a call on its own. */
  private static Map<String, Map<CellKey, Tally>> units(CustomerFold fold) {
    Map<String, Map<CellKey, Tally>> units = new HashMap<>();
    fold.results().forEach((dealId, result) -> units.put("d" + dealId, result.cells()));
    fold.calls().forEach((id, cells) -> units.put("c" + id.source() + "\n" + id.eventId(), cells));
    return units;
  }

  private static void publish(
      String customerId, CustomerRow row, CustomerFold now, List<DealResult> deals) {
    Map<String, DealRules.Result> results = now.results();
    for (Map.Entry<String, Emitted> entry : row.emitted.entrySet()) {
      if (entry.getKey().charAt(0) == 'd') {
        String dealId = entry.getKey().substring(1);
        DealRules.Result result = results.get(dealId);
        DealState state = result == null ? null : result.state();
        if (entry.getValue().publish(state)) {
          deals.add(new DealResult(customerId, dealId, state));
        }
      }
    }
  }

  /** Moves the ledger where the fold now gives a fact another outcome. */
  private static void settle(CustomerRow row, CustomerFold now, OutcomeBook book) {
    for (KnownFact known : row.facts.values()) {
      Reason reason = now.reasons().getOrDefault(known.id(), Reason.NONE);
      if (known.reason() != reason) {
        book.all(known, -1);
        known.reason(reason);
        book.all(known, 1);
      }
    }
  }
}
