package io.willingly.metrics.fold;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Content.ReversalReason;
import io.willingly.metrics.fact.Currencies;
import io.willingly.metrics.fact.Money;
import io.willingly.metrics.fold.DealState.EvidenceKind;
import io.willingly.metrics.fold.DealState.RemorseReason;
import io.willingly.metrics.fold.Reversals.Measure;
import io.willingly.metrics.tally.Tally;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reversals and regret of one signed deal (R18 to R21, R27, R37). Days are offsets from the clock
 * start; null when it did not happen.
 *
 * @param deedDay day on which reversals by change of mind reached the share that counts
 * @param regretDay day of the first stated regret
 * @param otherDay day on which reversals for other known reasons reached the share
 * @param unknownDay day on which reversals for unknown reasons reached the share
 * @param reversedFor the reason that reached the share first
 * @param partial refunded, but below the share
 * @param reversals what was taken back
 * @param taken the sum of it
 */
record Remorse(
    @Nullable Integer deedDay,
    @Nullable Integer regretDay,
    @Nullable Integer otherDay,
    @Nullable Integer unknownDay,
    @Nullable ReversalReason reversedFor,
    boolean partial,
    Reversals reversals,
    Tally taken) {

  /** The first of the deed and the words. */
  @Nullable Integer day() {
    if (deedDay == null || regretDay == null) {
      return deedDay == null ? regretDay : deedDay;
    }
    return Math.min(deedDay, regretDay);
  }

  /** R37: the deal leaves the risk set without remorse. */
  @Nullable Integer censoredDay() {
    return day() == null ? otherDay : null;
  }

  @Nullable Integer bandDay() {
    return day() == null && otherDay == null ? unknownDay : null;
  }

  RemorseReason reason() {
    if (deedDay != null && (regretDay == null || deedDay <= regretDay)) {
      return RemorseReason.TOOK_IT_BACK;
    }
    if (regretDay != null) {
      return RemorseReason.STATED_REGRET;
    }
    if (otherDay != null) {
      return RemorseReason.OTHER_REVERSAL;
    }
    if (unknownDay != null) {
      return RemorseReason.UNKNOWN_REASON;
    }
    return partial ? RemorseReason.PARTIAL_REFUND : RemorseReason.NONE;
  }

  /** Reads the reversals; the regret day comes from the answers. */
  static Remorse of(
      FactLog log,
      Tally own,
      @Nullable Money amount,
      int clockDay,
      @Nullable Integer regretDay,
      Definition definition,
      EvidenceLog evidence) {
    Reversals reversals = new Reversals(log, own);
    Tally taken = Reversals.among(own) ? reversals.sum(Place.END) : Tally.ZERO;
    Map<ReversalReason, SeenFact> full = new EnumMap<>(ReversalReason.class);
    ReversalReason inherited = ReversalReason.UNKNOWN;
    if (!taken.isZero()) {
      inherited = firstKnownReason(reversals);
      for (ReversalReason reason : ReversalReason.values()) {
        // R19: where a reason is known those without one are among its own.
        boolean counts = inherited == ReversalReason.UNKNOWN || reason != ReversalReason.UNKNOWN;
        SeenFact fact =
            counts ? full(reversals, reason, reason == inherited, amount, definition) : null;
        if (fact != null) {
          full.put(reason, fact);
        }
      }
      tell(reversals, taken, inherited, full, clockDay, definition, evidence);
    }
    SeenFact first = null;
    Integer other = null;
    for (Map.Entry<ReversalReason, SeenFact> entry : full.entrySet()) {
      SeenFact fact = entry.getValue();
      first = first == null || fact.compareTo(first) < 0 ? fact : first;
      if (entry.getKey() != ReversalReason.CHANGE_OF_MIND
          && entry.getKey() != ReversalReason.UNKNOWN) {
        int day = day(fact, clockDay, definition);
        other = other == null ? (Integer) day : (Integer) Math.min(other, day);
      }
    }
    return new Remorse(
        dayOf(full.get(ReversalReason.CHANGE_OF_MIND), clockDay, definition),
        regretDay,
        other,
        dayOf(full.get(ReversalReason.UNKNOWN), clockDay, definition),
        first == null ? null : reasonOf(first, inherited),
        !taken.isZero() && full.isEmpty(),
        reversals,
        taken);
  }

  private static @Nullable Integer dayOf(
      @Nullable SeenFact fact, int clockDay, Definition definition) {
    return fact == null ? null : (Integer) day(fact, clockDay, definition);
  }

  private static int day(SeenFact fact, int clockDay, Definition definition) {
    return Math.max(0, definition.dayOfMicros(fact.occurredAt()) - clockDay);
  }

  /**
   * R18: the reversal with which a reason reaches the share: cumulated per reason; one without
   * amount, or in another currency, or of a deal without amount, is full by itself.
   */
  private static @Nullable SeenFact full(
      Reversals reversals,
      ReversalReason reason,
      boolean withUnknown,
      @Nullable Money amount,
      Definition definition) {
    if (amount == null) {
      return reversals.reach(measure(Measure::count, reason, withUnknown), 1);
    }
    int currency = Currencies.numeric(amount.currency());
    SeenFact whole =
        reversals.reach(measure(r -> Measure.notIn(currency, r), reason, withUnknown), 1);
    long share = (amount.minor() * definition.minReversedShare() + 99) / 100;
    SeenFact part =
        share == 0
            ? reversals.reach(measure(r -> Measure.in(currency, r), reason, withUnknown), 1)
            : reversals.reach(measure(r -> Measure.money(currency, r), reason, withUnknown), share);
    if (whole == null || part == null) {
      return whole == null ? part : whole;
    }
    return whole.compareTo(part) < 0 ? whole : part;
  }

  private static Measure measure(
      Function<ReversalReason, Measure> of, ReversalReason reason, boolean withUnknown) {
    Measure own = of.apply(reason);
    return withUnknown && reason != ReversalReason.UNKNOWN
        ? own.plus(of.apply(ReversalReason.UNKNOWN))
        : own;
  }

  /** R19: reversals of unknown reason take the earliest known one. */
  private static ReversalReason firstKnownReason(Reversals reversals) {
    SeenFact known = reversals.reach(Measure.from(ReversalReason.CHANGE_OF_MIND), 1);
    return known == null ? ReversalReason.UNKNOWN : reasonOf(known, ReversalReason.UNKNOWN);
  }

  private static ReversalReason reasonOf(SeenFact fact, ReversalReason inherited) {
    ReversalReason own = ((Content.Deal) fact.content()).reversalReason();
    return own == null || own == ReversalReason.UNKNOWN ? inherited : own;
  }

  private static void tell(
      Reversals reversals,
      Tally taken,
      ReversalReason inherited,
      Map<ReversalReason, SeenFact> full,
      int clockDay,
      Definition definition,
      EvidenceLog evidence) {
    long count = Measure.from(ReversalReason.UNKNOWN).of(taken, 0);
    for (SeenFact fact : reversals.list(evidence.room())) {
      ReversalReason reason = reasonOf(fact, inherited);
      SeenFact reached = full.get(reason);
      boolean isFull = reached != null && fact.compareTo(reached) >= 0;
      evidence.add(fact.id(), kind(reason, isFull), day(fact, clockDay, definition));
      count--;
    }
    evidence.more(count);
  }

  private static EvidenceKind kind(ReversalReason reason, boolean full) {
    if (!full) {
      return EvidenceKind.PARTIAL_REFUND;
    }
    return switch (reason) {
      case CHANGE_OF_MIND -> EvidenceKind.REVERSAL;
      case UNKNOWN -> EvidenceKind.REVERSAL_UNKNOWN_REASON;
      default -> EvidenceKind.REVERSAL_OTHER_REASON;
    };
  }
}
