package io.willingly.metrics.fold;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.FactOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A customer's deals in time: who was signed last, who is next, what is open (R24, R29). */
final class Timeline {
  private static final Comparator<Lifecycle> BY_ID =
      Comparator.comparing(Lifecycle::dealId, FactOrder.UTF8);

  /** By signing, ties by dealId. */
  private final List<Lifecycle> signed = new ArrayList<>();

  /** By close (open deals last), ties by opening and dealId. */
  private final List<Lifecycle> byClose = new ArrayList<>();

  private final Definition definition;

  Timeline(Collection<Lifecycle> deals, Definition definition) {
    this.definition = definition;
    for (Lifecycle life : deals) {
      if (life.exists()) {
        byClose.add(life);
      }
      if (life.won()) {
        signed.add(life);
      }
    }
    byClose.sort(
        Comparator.comparingLong(Lifecycle::closedAt)
            .thenComparingLong(Lifecycle::openedAt)
            .thenComparing(BY_ID));
    signed.sort(Comparator.comparingLong(Lifecycle::closedAt).thenComparing(BY_ID));
  }

  /** The latest deal signed at or before a time; of one instant the greatest dealId. */
  @Nullable Lifecycle lastSigned(long micros) {
    int next = first(signed, life -> life.closedAt() > micros);
    return next == 0 ? null : signed.get(next - 1);
  }

  /** R29: the next deal to close after the time if it was open then, else the last signed. */
  @Nullable Lifecycle openOrLastSigned(long micros) {
    int next = first(byClose, life -> life.closedAt() > micros);
    return next < byClose.size() && byClose.get(next).openedAt() <= micros
        ? byClose.get(next)
        : lastSigned(micros);
  }

  /** R24: the earliest deal on a later cohort day. */
  DealContext.@Nullable Neighbour next(Lifecycle life) {
    Lifecycle next = signedAfter(cohortDay(life));
    return next == null || next.signing() == null
        ? null
        : new DealContext.Neighbour(next.signing().id(), cohortDay(next));
  }

  boolean hasEarlier(Lifecycle life) {
    return !signed.isEmpty() && cohortDay(signed.get(0)) < cohortDay(life);
  }

  /** The first cohort day after a day. */
  @Nullable Integer cohortDayAfter(int day) {
    Lifecycle next = signedAfter(day);
    return next == null ? null : (Integer) cohortDay(next);
  }

  private @Nullable Lifecycle signedAfter(int day) {
    int next = first(signed, life -> cohortDay(life) > day);
    return next < signed.size() ? signed.get(next) : null;
  }

  /** The index of the first deal that a condition holds for, which holds for all behind it too. */
  private static int first(List<Lifecycle> deals, Predicate<Lifecycle> holds) {
    int low = 0;
    int high = deals.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (holds.test(deals.get(middle))) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private int cohortDay(Lifecycle life) {
    return definition.dayOfMicros(life.closedAt());
  }
}
