package io.willingly.metrics.fold;

import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Content.DealKind;
import io.willingly.metrics.tally.Tally;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A deal's own facts, read in order (R13, R14): whether it exists, was signed or lost, and what
 * came of each fact. Costs a few look-ups for each time the deal was won, lost or reopened to an
 * effect, however long its log is.
 *
 * @param log the deal's facts in order, without those a deletion withdrew
 * @param turns when it was signed, lost or reopened, in order
 * @param signing the WON that signed it
 * @param loss the last LOST, when it was not signed
 * @param openedAt microseconds
 */
record Lifecycle(
    String dealId,
    FactLog log,
    boolean exists,
    List<Turn> turns,
    @Nullable SeenFact signing,
    @Nullable SeenFact loss,
    long openedAt) {
  /** From a fact on the deal stands where the fact put it. */
  record Turn(SeenFact fact, DealState.Status status) {}

  static Lifecycle of(String dealId, FactLog log) {
    SeenFact founding = log.first(Place.START, Place.END, Trait.FOUNDING::in);
    if (founding == null) {
      return new Lifecycle(dealId, log, false, List.of(), null, null, Long.MAX_VALUE);
    }
    SeenFact opened = log.first(Place.START, Place.END, Trait.OPENED::in);
    List<Turn> turns = turns(log);
    Turn last = turns.isEmpty() ? null : turns.get(turns.size() - 1);
    boolean won = last != null && last.status() == DealState.Status.WON;
    boolean lost = last != null && last.status() == DealState.Status.LOST;
    return new Lifecycle(
        dealId,
        log,
        true,
        turns,
        last != null && won ? last.fact() : null,
        lost ? log.last(Place.START, Place.END, Trait.LOST::in) : null,
        (opened == null ? founding : opened).occurredAt());
  }

  private static long closes(Tally sum) {
    return Trait.WON.in(sum) + Trait.LOST.in(sum);
  }

  private static List<Turn> turns(FactLog log) {
    List<Turn> turns = new ArrayList<>(2);
    SeenFact next = log.first(Place.START, Place.END, Lifecycle::closes);
    while (next != null) {
      boolean won = kind(next) == DealKind.WON;
      turns.add(new Turn(next, won ? DealState.Status.WON : DealState.Status.LOST));
      SeenFact win = won ? null : log.first(Place.after(next), Place.END, Trait.WON::in);
      SeenFact reopened = reopened(log, next, win == null ? Place.END : Place.before(win));
      if (reopened == null) {
        next = win;
      } else {
        turns.add(new Turn(reopened, DealState.Status.OPEN));
        next = log.first(Place.after(reopened), Place.END, Lifecycle::closes);
      }
    }
    return turns;
  }

  /** R13: the next reopening of a win or loss with no reversal between. */
  private static @Nullable SeenFact reopened(FactLog log, SeenFact closed, Place to) {
    Place from = Place.after(closed);
    while (true) {
      SeenFact reopened = log.first(from, to, Trait.REOPENED::in);
      if (reopened == null) {
        return null;
      }
      SeenFact lost =
          kind(closed) == DealKind.LOST
              ? log.last(Place.before(closed), Place.before(reopened), Trait.LOST::in)
              : null;
      Place since = Place.after(lost == null ? closed : lost);
      if (new Reversals(log, log.sum(Place.START, Place.END)).first(since, Place.before(reopened))
          == null) {
        return reopened;
      }
      SeenFact again =
          kind(closed) == DealKind.LOST
              ? log.first(Place.after(reopened), to, Trait.LOST::in)
              : null;
      if (again == null) {
        return null;
      }
      // Whatever reopens before the next loss comes after the same reversal.
      from = Place.after(again);
    }
  }

  private static DealKind kind(SeenFact fact) {
    return ((Content.Deal) fact.content()).kind();
  }

  /** The outcome of a fact of the log. */
  Reason reason(SeenFact fact) {
    DealKind kind = kind(fact);
    if (!exists) {
      return kind == DealKind.DELETED ? Reason.NONE : Reason.NO_DEAL;
    }
    DealState.Status status = DealState.Status.OPEN;
    for (Turn turn : turns) {
      int order = turn.fact().compareTo(fact);
      if (order == 0) {
        return Reason.NONE;
      }
      status = order < 0 ? turn.status() : status;
    }
    boolean won = status == DealState.Status.WON;
    return switch (kind) {
      case WON -> won ? Reason.REWIN : Reason.NONE;
      case LOST -> won ? Reason.LOST_AFTER_WON : Reason.NONE;
      case REOPENED ->
          status == DealState.Status.OPEN
              ? Reason.NOTHING_TO_REOPEN
              : Reason.REOPENED_AFTER_REVERSAL;
      default -> Reason.NONE;
    };
  }

  boolean won() {
    return signing != null;
  }

  /** When the deal left the pipeline, microseconds; open deals never do (R29). */
  long closedAt() {
    SeenFact end = signing != null ? signing : loss;
    return end == null ? Long.MAX_VALUE : end.occurredAt();
  }
}
