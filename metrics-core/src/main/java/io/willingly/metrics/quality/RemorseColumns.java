package io.willingly.metrics.quality;

import static io.willingly.metrics.quality.Section.DEALS;
import static io.willingly.metrics.quality.Section.SHARE;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Content.LossReason;
import io.willingly.metrics.fact.Content.ReversalReason;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import java.util.List;

/** Remorse in all its windows, what looks like it but is not, losses, and the win-win matrix. */
final class RemorseColumns {
  private RemorseColumns() {}

  /** Count and rate of remorse within so many days. */
  static void within(int days, Section out) {
    out.under("R10", DEALS)
        .within(days)
        .count(
            "remorse_" + days,
            "Deals taken back for a change of mind, or regretted, within " + days + " days.",
            tally -> remorse(tally, days))
        .under("R10", SHARE)
        .within(days)
        .by("remorse_%d / won".formatted(days))
        .share(
            "remorse_rate_" + days,
            "Share of won deals with remorse within " + days + " days, as observed.",
            tally -> remorse(tally, days),
            tally -> tally.sum(TallyField.UNKNOWN_REVERSAL_DAY, 0, days),
            Section::won);
  }

  /** The window of what is told of customers who kept the deal. */
  static String kept(Definition definition) {
    return "%d days for the answer, %d for remorse"
        .formatted(definition.answerWindowDays(), definition.remorseDays());
  }

  private static long remorse(Tally tally, int days) {
    return tally.sum(TallyField.REMORSE_DAY, 0, days);
  }

  private static long upper(Tally tally) {
    return remorse(tally, 30) + tally.sum(TallyField.UNKNOWN_REVERSAL_DAY, 0, 30);
  }

  static List<Column> of(Definition definition) {
    Section out = new Section();
    within(14, out);
    within(60, out);
    within(90, out);
    out.under("R10", DEALS)
        .within(30)
        .count(
            "took_it_back_30",
            "Deals taken back for a change of mind within 30 days.",
            tally -> tally.sum(TallyField.REMORSE_DEED_DAY, 0, 30))
        .count(
            "stated_regret_30",
            "Deals regretted in words within 30 days.",
            tally -> tally.sum(TallyField.REGRET_DAY, 0, 30))
        .under("R19", DEALS)
        .within(30)
        .count(
            "remorse_30_upper",
            "Remorse within 30 days if every reversal of unknown reason were a change of mind.",
            RemorseColumns::upper)
        .under("R19", SHARE)
        .within(30)
        .by("remorse_30_upper / won")
        .share(
            "remorse_rate_30_upper",
            "Upper end of the band of the remorse rate.",
            RemorseColumns::upper,
            Section::won)
        .under("R18", DEALS)
        .count(
            "partial_refunds",
            "Deals refunded in part, below what counts as taken back.",
            TallyField.PARTIAL_REFUND);
    for (ReversalReason reason : ReversalReason.values()) {
      out.under("R19", DEALS)
          .count(
              "reversed_" + Section.name(reason),
              "Deals fully reversed at any time, reason: " + Section.words(reason) + ".",
              TallyField.REVERSAL_REASON,
              reason);
    }
    for (LossReason reason : LossReason.values()) {
      out.under("R13", "lost deals")
          .count(
              "lost_" + Section.name(reason),
              "Deals lost, reason: " + Section.words(reason) + ".",
              TallyField.LOST_REASON,
              reason);
    }
    matrix(definition, out);
    return out.columns();
  }

  private static void matrix(Definition definition, Section out) {
    int window = definition.remorseDays();
    out.under("R36", DEALS)
        .within(kept(definition))
        .by("kept_happy")
        .count(
            "win_win",
            "Deals won whose customer is happy and keeps it; settled when the window is over.",
            tally -> HeadlineColumns.keptHappy(tally, window))
        .by("remorse_%d + kept_answered - kept_happy".formatted(window))
        .count(
            "win_lose",
            "Deals won whose customer is not happy or has remorse in the window.",
            tally -> winLose(tally, window))
        .under("R36", "lost deals")
        .within(definition.comebackDays())
        .count("lose_win", "Deals lost whose customer was served well.", TallyField.LOSE_WIN)
        .count("lose_lose", "Deals lost whose customer was not served well.", TallyField.LOSE_LOSE)
        .under("R36", "won and lost deals")
        .by("won + lost - win_win - win_lose - lose_win - lose_lose")
        .count(
            "matrix_undecided",
            "Deals of which we do not know whether the customer won.",
            tally ->
                Section.won(tally)
                    + tally.get(TallyField.LOST)
                    - HeadlineColumns.keptHappy(tally, window)
                    - winLose(tally, window)
                    - tally.get(TallyField.LOSE_WIN)
                    - tally.get(TallyField.LOSE_LOSE));
  }

  private static long winLose(Tally tally, int window) {
    return remorse(tally, window)
        + HeadlineColumns.keptAnswered(tally, window)
        - HeadlineColumns.keptHappy(tally, window);
  }
}
