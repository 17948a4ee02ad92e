package io.willingly.metrics.fold;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.FactOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
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
    Lifecycle last = null;
    for (Lifecycle life : signed) {
      if (life.closedAt() <= micros) {
        last = life;
      }
    }
    return last;
  }

  /** R29: the next deal to close after the time if it was open then, else the last signed. */
  @Nullable Lifecycle openOrLastSigned(long micros) {
    for (Lifecycle life : byClose) {
      if (life.closedAt() > micros) {
        return life.openedAt() <= micros ? life : lastSigned(micros);
      }
    }
    return lastSigned(micros);
  }

  /** R24: the earliest deal on a later cohort day. */
  DealContext.@Nullable Neighbour next(Lifecycle life) {
    int day = cohortDay(life);
    for (Lifecycle other : signed) {
      if (other.signing() != null && cohortDay(other) > day) {
        return new DealContext.Neighbour(other.signing().id(), cohortDay(other));
      }
    }
    return null;
  }

  boolean hasEarlier(Lifecycle life) {
    return !signed.isEmpty() && cohortDay(signed.get(0)) < cohortDay(life);
  }

  /** The first cohort day after a day. */
  @Nullable Integer cohortDayAfter(int day) {
    for (Lifecycle life : signed) {
      if (cohortDay(life) > day) {
        return cohortDay(life);
      }
    }
    return null;
  }

  private int cohortDay(Lifecycle life) {
    return definition.dayOfMicros(life.closedAt());
  }
}
