package io.willingly.metrics.fold;

import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Content.DealKind;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Money;
import io.willingly.metrics.tally.CellKey;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A deal's own facts, read in order (R13 to R16): whether it exists, was signed or lost, by whom,
 * for how much.
 *
 * @param facts the deal's facts in order, without those a deletion withdrew
 * @param signing the WON that signed it
 * @param loss the last LOST, when it was not signed
 * @param decided index of signing or loss in {@code facts}, else of the last fact
 */
record Lifecycle(
    String dealId,
    List<SeenFact> facts,
    @Nullable SeenFact signing,
    @Nullable SeenFact loss,
    int decided,
    long openedAt) {

  /** R14: a deal exists from any of these. */
  private static final Set<DealKind> FOUNDING =
      EnumSet.of(DealKind.OPENED, DealKind.STAGE_CHANGED, DealKind.WON, DealKind.LOST);

  static final Set<DealKind> REVERSALS =
      EnumSet.of(DealKind.CANCELLED, DealKind.RETURNED, DealKind.REFUNDED, DealKind.CHARGED_BACK);

  /** Kinds whose amount is the deal's own, not a refund's, payment's or renewal's (R16). */
  private static final Set<DealKind> PRICED =
      EnumSet.of(
          DealKind.OPENED,
          DealKind.STAGE_CHANGED,
          DealKind.REASSIGNED,
          DealKind.WON,
          DealKind.AMENDED,
          DealKind.LOST,
          DealKind.REOPENED);

  /**
   * Reads a deal.
   *
   * @param all the facts of the deal's own family in order
   * @param reasons receives the outcome of each fact that is not plainly counted
   */
  static Lifecycle of(String dealId, List<SeenFact> all, Map<FactId, Reason> reasons) {
    SeenFact signing = null;
    SeenFact loss = null;
    boolean reversed = false;
    boolean exists = false;
    long openedAt = Long.MAX_VALUE;
    long firstAt = Long.MAX_VALUE;
    int decided = -1;
    for (int i = 0; i < all.size(); i++) {
      SeenFact fact = all.get(i);
      DealKind kind = deal(fact).kind();
      exists |= FOUNDING.contains(kind);
      if (FOUNDING.contains(kind)) {
        firstAt = Math.min(firstAt, fact.occurredAt());
      }
      if (kind == DealKind.OPENED) {
        openedAt = Math.min(openedAt, fact.occurredAt());
      } else if (kind == DealKind.WON) {
        if (signing == null) {
          signing = fact;
          loss = null;
          decided = i;
          reversed = false;
        } else {
          reasons.put(fact.id(), Reason.REWIN);
        }
      } else if (kind == DealKind.LOST) {
        if (signing == null) {
          loss = fact;
          decided = i;
          reversed = false;
        } else {
          reasons.put(fact.id(), Reason.LOST_AFTER_WON);
        }
      } else if (REVERSALS.contains(kind) && !undone(all, i)) {
        reversed = true;
      } else if (kind == DealKind.REOPENED) {
        if ((signing != null || loss != null) && reversed) {
          reasons.put(fact.id(), Reason.REOPENED_AFTER_REVERSAL);
        } else if (signing != null) {
          signing = null;
          decided = -1;
        } else if (loss != null) {
          loss = null;
          decided = -1;
        } else {
          reasons.put(fact.id(), Reason.NOTHING_TO_REOPEN);
        }
      }
    }
    if (!exists) {
      for (SeenFact fact : all) {
        if (deal(fact).kind() != DealKind.DELETED) {
          reasons.put(fact.id(), Reason.NO_DEAL);
        }
      }
    }
    return new Lifecycle(
        dealId,
        exists ? all : List.of(),
        signing,
        signing == null ? loss : null,
        decided >= 0 ? decided : exists ? all.size() - 1 : -1,
        openedAt == Long.MAX_VALUE ? firstAt : openedAt);
  }

  /** R20: a dispute won later undoes a charge-back. */
  private static boolean undone(List<SeenFact> all, int reversal) {
    return deal(all.get(reversal)).kind() == DealKind.CHARGED_BACK
        && all.subList(reversal, all.size()).stream()
            .anyMatch(later -> deal(later).kind() == DealKind.DISPUTE_WON);
  }

  private static Content.Deal deal(SeenFact fact) {
    return (Content.Deal) fact.content();
  }

  boolean exists() {
    return !facts.isEmpty();
  }

  boolean won() {
    return signing != null;
  }

  /** When the deal left the pipeline, microseconds; open deals never do (R29). */
  long closedAt() {
    SeenFact end = signing != null ? signing : loss;
    return end == null ? Long.MAX_VALUE : end.occurredAt();
  }

  Content.Deal content(int index) {
    return deal(facts.get(index));
  }

  /** R15: credits of the WON, else the rep of the last fact up to it that names one. */
  List<Content.Credit> credits() {
    if (decided >= 0 && !content(decided).credits().isEmpty()) {
      return content(decided).credits();
    }
    String owner = lastUpToDecision(Content.Deal::repId);
    return owner == null
        ? List.of()
        : List.of(new Content.Credit(owner, Content.CreditRole.CLOSER, 10_000, true));
  }

  String primaryRep() {
    for (Content.Credit credit : credits()) {
      if (credit.primary()) {
        return credit.repId();
      }
    }
    return CellKey.NO_REP;
  }

  /** R16: of the last of WON and AMENDED after it, else of the last fact before. */
  @Nullable Money amount() {
    return price(Content.Deal::amount);
  }

  @Nullable Money listPrice() {
    return price(Content.Deal::listPrice);
  }

  private @Nullable Money price(Function<Content.Deal, @Nullable Money> of) {
    for (int i = facts.size() - 1; i >= 0; i--) {
      Content.Deal content = content(i);
      boolean counts =
          i > decided
              ? won() && content.kind() == DealKind.AMENDED
              : PRICED.contains(content.kind());
      Money money = counts ? of.apply(content) : null;
      if (money != null) {
        return money;
      }
    }
    return null;
  }

  String productLine() {
    String line = stated(Content.Deal::productLine);
    return line == null ? "" : line;
  }

  CellKey.Recurrence recurring() {
    return CellKey.Recurrence.of(stated(Content.Deal::recurring));
  }

  /** R34: origin as last stated up to the signing; UNKNOWN states nothing. */
  boolean wordOfMouth() {
    return lastUpToDecision(Content.Deal::referredByCustomerId) != null
        || lastUpToDecision(Lifecycle::origin) == Content.Origin.REFERRAL;
  }

  boolean originKnown() {
    return wordOfMouth() || lastUpToDecision(Lifecycle::origin) != null;
  }

  private static Content.@Nullable Origin origin(Content.Deal deal) {
    return deal.origin() == Content.Origin.UNKNOWN ? null : deal.origin();
  }

  /** What the deal was known to be when decided, else what was first said later. */
  private <T> @Nullable T stated(Function<Content.Deal, @Nullable T> of) {
    T value = lastUpToDecision(of);
    for (int i = decided + 1; value == null && i < facts.size(); i++) {
      value = of.apply(content(i));
    }
    return value;
  }

  private <T> @Nullable T lastUpToDecision(Function<Content.Deal, @Nullable T> of) {
    for (int i = decided; i >= 0; i--) {
      T value = of.apply(content(i));
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  /** The facts of some kinds, in order. */
  List<SeenFact> of(Set<DealKind> kinds) {
    List<SeenFact> found = new ArrayList<>();
    for (SeenFact fact : facts) {
      if (kinds.contains(deal(fact).kind())) {
        found.add(fact);
      }
    }
    return found;
  }

  /** Time of the first OPENED, if there was one. */
  @Nullable Long opened() {
    List<SeenFact> opened = of(EnumSet.of(DealKind.OPENED));
    return opened.isEmpty() ? null : opened.get(0).occurredAt();
  }
}
