package io.willingly.streams.live;

import io.willingly.event.DealStatus;
import io.willingly.event.DealVerdict;
import io.willingly.event.Evidence;
import io.willingly.event.VerdictKind;
import io.willingly.event.Vote;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of a deal.
 *
 * @param before null when there was none, or it was withdrawn
 * @param after null when it is withdrawn
 */
record DealChange(@Nullable DealVerdict before, @Nullable DealVerdict after) {

  /** The word for it: WITHDRAWN, WON, LOST, REOPENED or a verdict; empty if none would notice. */
  Optional<String> what() {
    if (after == null) {
      return before == null ? Optional.empty() : Optional.of("WITHDRAWN");
    }
    if (before == null || before.getStatus() != after.getStatus()) {
      return status(after);
    }
    if (before.getVerdict() != after.getVerdict()) {
      return Optional.of(after.getVerdict().name());
    }
    if (!Objects.equals(before.getRemorseDay(), after.getRemorseDay())) {
      // Of a customer who told us both that he is happy and that he regrets it, say the latter.
      return Optional.of(
          after.getRemorseDay() == null
              ? after.getVerdict().name()
              : after.getRemorseReason().name());
    }
    if (before.getAnswer() != after.getAnswer()) {
      return Optional.of(told(after.getAnswer()).orElse(after.getVerdict()).name());
    }
    if (!Objects.equals(before.getReferredDay(), after.getReferredDay())) {
      return Optional.of(
          (after.getReferredDay() == null ? after.getVerdict() : VerdictKind.REFERRED).name());
    }
    return Optional.empty();
  }

  private Optional<String> status(DealVerdict deal) {
    if (deal.getStatus() == DealStatus.WON && deal.getVerdict() != VerdictKind.NO_WORD) {
      return Optional.of(deal.getVerdict().name());
    }
    if (deal.getStatus() == DealStatus.WON || deal.getStatus() == DealStatus.LOST) {
      return Optional.of(deal.getStatus().name());
    }
    return before == null ? Optional.empty() : Optional.of("REOPENED");
  }

  private static Optional<VerdictKind> told(@Nullable Vote answer) {
    if (answer == null) {
      return Optional.empty();
    }
    return switch (answer) {
      case YES -> Optional.of(VerdictKind.TOLD_HAPPY);
      case NEUTRAL -> Optional.of(VerdictKind.TOLD_NEUTRAL);
      case NO -> Optional.of(VerdictKind.TOLD_NOT_HAPPY);
      case SPLIT -> Optional.of(VerdictKind.TOLD_SPLIT);
      case UNKNOWN -> Optional.empty();
    };
  }

  /** The latest fact that is evidence now and was not; where none came, the latest that went. */
  Optional<Evidence> evidence() {
    List<Evidence> old = evidence(before);
    List<Evidence> now = evidence(after);
    return latest(now, old).or(() -> latest(old, now));
  }

  private static List<Evidence> evidence(@Nullable DealVerdict deal) {
    return deal == null ? List.of() : deal.getEvidence();
  }

  private static Optional<Evidence> latest(List<Evidence> of, List<Evidence> without) {
    List<Evidence> left = new ArrayList<>(of);
    left.removeAll(without);
    return left.stream().max(Comparator.comparingInt(Evidence::getDay));
  }

  /** The deal as it is, or as it was when it is withdrawn. */
  Optional<DealVerdict> deal() {
    return Optional.ofNullable(after == null ? before : after);
  }
}
