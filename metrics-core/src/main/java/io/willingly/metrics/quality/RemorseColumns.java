package io.willingly.metrics.quality;

import static io.willingly.metrics.quality.Section.DEALS;
import static io.willingly.metrics.quality.Section.SHARE;

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
        .count(
            "remorse_" + days,
            "Deals taken back for a change of mind, or regretted, within " + days + " days.",
            tally -> remorse(tally, days))
        .under("R10", SHARE)
        .share(
            "remorse_rate_" + days,
            "Share of won deals with remorse within " + days + " days, as observed.",
            tally -> remorse(tally, days),
            tally -> tally.sum(TallyField.UNKNOWN_REVERSAL_DAY, 0, days),
            Section::won);
  }

  private static long remorse(Tally tally, int days) {
    return tally.sum(TallyField.REMORSE_DAY, 0, days);
  }

  private static long upper(Tally tally) {
    return remorse(tally, 30) + tally.sum(TallyField.UNKNOWN_REVERSAL_DAY, 0, 30);
  }

  static List<Column> of(int window) {
    Section out = new Section();
    within(14, out);
    within(60, out);
    within(90, out);
    out.under("R10", DEALS)
        .count(
            "took_it_back_30",
            "Deals taken back for a change of mind within 30 days.",
            tally -> tally.sum(TallyField.REMORSE_DEED_DAY, 0, 30))
        .count(
            "stated_regret_30",
            "Deals regretted in words within 30 days.",
            tally -> tally.sum(TallyField.REGRET_DAY, 0, 30))
        .under("R19", DEALS)
        .count(
            "remorse_30_upper",
            "Remorse within 30 days if every reversal of unknown reason were a change of mind.",
            RemorseColumns::upper)
        .under("R19", SHARE)
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
    matrix(window, out);
    return out.columns();
  }

  private static void matrix(int window, Section out) {
    out.under("R36", DEALS)
        .count(
            "win_win",
            "Deals won whose customer is happy and keeps it; settled when the window is over.",
            tally -> HeadlineColumns.keptHappy(tally, window))
        .count(
            "win_lose",
            "Deals won whose customer is not happy or has remorse in the window.",
            tally -> winLose(tally, window))
        .under("R36", "lost deals")
        .count("lose_win", "Deals lost whose customer was served well.", TallyField.LOSE_WIN)
        .count("lose_lose", "Deals lost whose customer was not served well.", TallyField.LOSE_LOSE)
        .under("R36", "won and lost deals")
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
