package io.willingly.streams.live;

import io.willingly.event.DealStatus;
import io.willingly.event.DealVerdict;
import io.willingly.event.Vote;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.period.Period.Days;
import io.willingly.metrics.quality.Value;
import io.willingly.metrics.tally.CellKey;
import io.willingly.streams.query.Report;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * The integers that the three rates people ask for first are made of: of one deal, of many, or what
 * they differ by, which can be negative.
 *
 * @param won deals signed
 * @param kept of these, without remorse within the remorse window of the rule set
 * @param keptAnswered of the kept, whose customer told us whether he is happy with the price
 * @param keptHappy of these, who is
 * @param remorse of the won, with remorse within 30 days (R10)
 * @param referred of the won, with a referral within 90 days (R33)
 */
record HeadlineCounts(
    long won, long kept, long keptAnswered, long keptHappy, long remorse, long referred) {
  static final HeadlineCounts ZERO = new HeadlineCounts(0, 0, 0, 0, 0, 0);

  private static final int REMORSE_DAYS = 30;
  private static final int REFERRAL_DAYS = 90;

  /**
   * What a deal adds; nothing when it is withdrawn, not won, or of other days.
   *
   * @param days the cohort days of the period
   */
  static HeadlineCounts of(@Nullable DealVerdict deal, Definition rules, Days days) {
    if (deal == null
        || deal.getStatus() != DealStatus.WON
        || !days.contains((int) deal.getCohortDay().toEpochDay())) {
      return ZERO;
    }
    boolean kept = !within(deal.getRemorseDay(), rules.remorseDays());
    boolean answered = kept && deal.getAnswer() != null;
    return new HeadlineCounts(
        1,
        one(kept),
        one(answered),
        one(answered && deal.getAnswer() == Vote.YES),
        one(within(deal.getRemorseDay(), REMORSE_DAYS)),
        one(within(deal.getReferredDay(), REFERRAL_DAYS)));
  }

  private static boolean within(@Nullable Integer day, int window) {
    return day != null && day <= window;
  }

  private static long one(boolean counts) {
    return counts ? 1 : 0;
  }

  /** What a report of one scope tells of the deals its reps carry. */
  static HeadlineCounts of(Report report) {
    return report.rows().stream()
        .filter(row -> row.role().equals(CellKey.PRIMARY))
        .findFirst()
        .map(HeadlineCounts::of)
        .orElse(ZERO);
  }

  private static HeadlineCounts of(Report.Row row) {
    long won = count(row, "won");
    long answered = count(row, "kept_answered");
    long happy = count(row, "kept_happy");
    // No column has the remorse of the rule set's window alone: the matrix adds the kept unhappy.
    long remorse = count(row, "win_lose") - (answered - happy);
    return new HeadlineCounts(
        won, won - remorse, answered, happy, count(row, "remorse_30"), count(row, "referred_90"));
  }

  private static long count(Report.Row row, String column) {
    return Long.parseLong(row.value(column));
  }

  HeadlineCounts plus(HeadlineCounts other) {
    return new HeadlineCounts(
        won + other.won,
        kept + other.kept,
        keptAnswered + other.keptAnswered,
        keptHappy + other.keptHappy,
        remorse + other.remorse,
        referred + other.referred);
  }

  HeadlineCounts minus(HeadlineCounts other) {
    return new HeadlineCounts(
        won - other.won,
        kept - other.kept,
        keptAnswered - other.keptAnswered,
        keptHappy - other.keptHappy,
        remorse - other.remorse,
        referred - other.referred);
  }

  /** Whether they are those of a whole and its parts, not of a difference. */
  boolean possible() {
    return 0 <= keptHappy
        && keptHappy <= keptAnswered
        && keptAnswered <= kept
        && kept <= won
        && 0 <= remorse
        && remorse <= won
        && 0 <= referred
        && referred <= won;
  }

  /** Kept share times happy share of the kept who answered (R26). */
  Value happyToPay() {
    return Value.rate(
        BigInteger.valueOf(kept).multiply(BigInteger.valueOf(keptHappy)),
        BigInteger.valueOf(won).multiply(BigInteger.valueOf(keptAnswered)));
  }

  Value remorseRate() {
    return Value.rate(remorse, won);
  }

  Value referralRate() {
    return Value.rate(referred, won);
  }
}
