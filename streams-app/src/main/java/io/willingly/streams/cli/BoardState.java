package io.willingly.streams.cli;

import io.willingly.metrics.fold.Outcome;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the live board shows at one moment.
 *
 * @param asOf the demo's clock, in words
 * @param company the organisation
 * @param reps best happy-to-pay rate first
 * @param story the rep with the most revenue, when there is one
 * @param ledger records by outcome
 * @param perSecond records counted a second
 */
record BoardState(
    String asOf,
    Line company,
    List<Line> teams,
    List<Line> reps,
    @Nullable Line story,
    Map<Outcome, Long> ledger,
    long perSecond) {

  BoardState {
    teams = List.copyOf(teams);
    reps = List.copyOf(reps);
    ledger = ledger.isEmpty() ? Map.of() : new EnumMap<>(ledger);
  }

  /**
   * One scope: its three rates, empty when there is no denominator, and the counts behind them.
   *
   * @param amount money of the won deals, in words
   */
  record Line(
      String id,
      String name,
      long won,
      long answered,
      String happyToPay,
      String remorse,
      String referral,
      String amount) {}

  long events() {
    return ledger.values().stream().mapToLong(Long::longValue).sum();
  }
}
