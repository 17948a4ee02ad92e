package io.willingly.metrics.fold;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Content.DealKind;
import io.willingly.metrics.fact.Content.ReversalReason;
import io.willingly.metrics.fact.Money;
import io.willingly.metrics.fold.DealState.EvidenceKind;
import io.willingly.metrics.fold.DealState.RemorseReason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
 * @param reversedAt time of the full reversal, microseconds
 * @param takings money reversed: amounts with their day, in the order of the facts
 */
record Remorse(
    @Nullable Integer deedDay,
    @Nullable Integer regretDay,
    @Nullable Integer otherDay,
    @Nullable Integer unknownDay,
    @Nullable ReversalReason reversedFor,
    boolean partial,
    @Nullable Long reversedAt,
    List<Taking> takings) {

  /**
   * Money taken back.
   *
   * @param day from the signing, whatever the remorse clock starts from
   * @param amount null when the source did not say how much, which means all (R18)
   */
  record Taking(int day, @Nullable Money amount) {}

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
      Lifecycle life,
      int clockDay,
      @Nullable Integer regretDay,
      Definition definition,
      EvidenceLog evidence) {
    List<SeenFact> reversals = standing(life);
    ReversalReason inherited = firstKnownReason(reversals);
    int cohortDay = definition.dayOfMicros(life.closedAt());
    Money amount = life.amount();
    Map<ReversalReason, Long> taken = new EnumMap<>(ReversalReason.class);
    Map<ReversalReason, Integer> fullDay = new EnumMap<>(ReversalReason.class);
    List<Taking> takings = new ArrayList<>();
    ReversalReason first = null;
    Long reversedAt = null;
    for (SeenFact fact : reversals) {
      Content.Deal content = (Content.Deal) fact.content();
      ReversalReason reason = reasonOf(content, inherited);
      int occurredDay = definition.dayOfMicros(fact.occurredAt());
      int day = Math.max(0, occurredDay - clockDay);
      takings.add(new Taking(Math.max(0, occurredDay - cohortDay), content.amount()));
      if (reaches(content.amount(), amount, reason, taken, definition)) {
        fullDay.putIfAbsent(reason, day);
        first = first == null ? reason : first;
        reversedAt = reversedAt == null ? (Long) fact.occurredAt() : reversedAt;
      }
      evidence.add(fact.id(), kind(reason, fullDay.containsKey(reason)), day);
    }
    Integer other = null;
    for (Map.Entry<ReversalReason, Integer> full : fullDay.entrySet()) {
      if (full.getKey() != ReversalReason.CHANGE_OF_MIND
          && full.getKey() != ReversalReason.UNKNOWN) {
        other = other == null ? full.getValue() : (Integer) Math.min(other, full.getValue());
      }
    }
    return new Remorse(
        fullDay.get(ReversalReason.CHANGE_OF_MIND),
        regretDay,
        other,
        fullDay.get(ReversalReason.UNKNOWN),
        first,
        !reversals.isEmpty() && fullDay.isEmpty(),
        reversedAt,
        takings);
  }

  /** R18: cumulated per reason; a reversal without amount, or in another currency, is full. */
  private static boolean reaches(
      @Nullable Money reversed,
      @Nullable Money amount,
      ReversalReason reason,
      Map<ReversalReason, Long> taken,
      Definition definition) {
    if (reversed == null || amount == null || !reversed.currency().equals(amount.currency())) {
      return true;
    }
    long sum = Math.min(amount.minor(), taken.getOrDefault(reason, 0L) + reversed.minor());
    taken.put(reason, sum);
    return sum * 100 >= amount.minor() * definition.minReversedShare();
  }

  /** Reversals less the charge-backs that a dispute won later undid (R20). */
  private static List<SeenFact> standing(Lifecycle life) {
    List<SeenFact> standing = new ArrayList<>();
    for (SeenFact fact : life.facts()) {
      DealKind kind = ((Content.Deal) fact.content()).kind();
      if (kind == DealKind.DISPUTE_WON) {
        standing.removeIf(
            before -> ((Content.Deal) before.content()).kind() == DealKind.CHARGED_BACK);
      } else if (Lifecycle.REVERSALS.contains(kind)) {
        standing.add(fact);
      }
    }
    return standing;
  }

  /** R19: reversals of unknown reason take the earliest known one. */
  private static ReversalReason firstKnownReason(List<SeenFact> reversals) {
    for (SeenFact fact : reversals) {
      ReversalReason reason = ((Content.Deal) fact.content()).reversalReason();
      if (reason != null && reason != ReversalReason.UNKNOWN) {
        return reason;
      }
    }
    return ReversalReason.UNKNOWN;
  }

  private static ReversalReason reasonOf(Content.Deal content, ReversalReason inherited) {
    ReversalReason own = content.reversalReason();
    return own == null || own == ReversalReason.UNKNOWN ? inherited : own;
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
