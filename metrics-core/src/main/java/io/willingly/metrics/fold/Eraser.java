package io.willingly.metrics.fold;

import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fold.Delta.Erasure;
import io.willingly.metrics.tally.CellSum;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** Forgets the customer of one history up to the time of an erasure (R43). */
final class Eraser {
  private final History history;
  private final OutcomeBook book;

  /** The deals of all that was ever delivered. */
  private final Set<String> named = new TreeSet<>();

  /** Those that are still named. */
  private final Set<String> left = new HashSet<>();

  Eraser(History history, OutcomeBook book) {
    this.history = history;
    this.book = book;
  }

  static boolean isErased(History history, Family family, long occurredAt) {
    return family != Family.ERASURE && occurredAt <= history.erasedUpTo;
  }

  /** All copies of what occurred up to that time leave the history and are ignored. */
  void forgetFacts(Effects effects, long upTo, int bookingDay) {
    history.erasedUpTo = Math.max(history.erasedUpTo, upTo);
    history.erasureDay = Math.max(history.erasureDay, bookingDay);
    for (KnownFact known : history.allFacts()) {
      named.addAll(known.dealIds());
      FactId id = known.id();
      if (known.variants().stream().anyMatch(variant -> isErased(id, variant))) {
        SeenFact before = Fold.seen(known);
        book.all(known, -1);
        known.drop(
            variant -> isErased(id, variant),
            (reason, run, count) -> book.move(id, Reason.ERASED, run, count));
        book.all(known, 1);
        Fold.change(effects, before, Fold.seen(known));
      }
      left.addAll(known.dealIds());
    }
  }

  private boolean isErased(FactId id, Variant variant) {
    return isErased(history, id.family(), variant.occurredAt());
  }

  /**
   * Nothing is booked before the day of an erasure again, so what was known earlier is forgotten.
   * What the customer's deals had added by then stays with the reps, and with nobody else.
   */
  Erasure forgetSteps(int bookingDay, Differences differences) {
    Set<String> deals = new TreeSet<>(named);
    deals.addAll(history.openedDeals());
    CellSum nobodys = new CellSum();
    for (String dealId : deals) {
      Emitted emitted = history.emittedWhole(dealId);
      nobodys.add(emitted.collapse(bookingDay));
      differences.counted(dealId, emitted.cells());
    }
    for (KnownFact known : history.knownFacts()) {
      if (known.id().family() == Family.CALL) {
        known.emitted().collapse(bookingDay);
      }
    }
    Set<String> forgotten = new TreeSet<>(named);
    forgotten.removeAll(left);
    return new Erasure(deals, forgotten, nobodys.cells());
  }
}
