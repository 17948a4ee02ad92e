package io.willingly.metrics.quality;

import static io.willingly.metrics.quality.Section.DEALS;
import static io.willingly.metrics.quality.Section.SHARE;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Content.SurveyItem;
import io.willingly.metrics.quality.Certainty.Basis;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import java.math.BigInteger;
import java.util.List;
import java.util.function.ToLongFunction;

/** The columns people ask for first, in the fixed order of the report. */
final class HeadlineColumns {
  private static final SurveyItem HAPPY = SurveyItem.HAPPY_WITH_PRICE;

  private HeadlineColumns() {}

  static List<Column> of(Definition definition) {
    int window = definition.remorseDays();
    String kept = RemorseColumns.kept(definition);
    ToLongFunction<Tally> referred = tally -> tally.sum(TallyField.REFERRED_DAY, 0, 90);
    Section out = new Section();
    out.under("R13", DEALS).count("won", "Deals signed in the period.", TallyField.WON);
    out.under("R13", "lost deals").count("lost", "Deals lost in the period.", TallyField.LOST);
    RemorseColumns.within(30, out);
    out.under("R26", DEALS)
        .within(definition.answerWindowDays())
        .by("told_happy + told_so_so + told_unhappy + told_split")
        .count(
            "answered",
            "Deals whose customer told us whether he is happy with the price.",
            tally -> answered(tally, HAPPY))
        .within(kept)
        .count(
            "kept_answered",
            "Of these, the deals without remorse in the window.",
            tally -> keptAnswered(tally, window))
        .count(
            "kept_happy",
            "Of these, the deals whose customer is happy with the price.",
            tally -> keptHappy(tally, window))
        .under("R26", SHARE)
        .within(kept)
        .by("(won - remorse_%d) / won * kept_happy / kept_answered".formatted(window))
        .estimate(
            "happy_to_pay_rate",
            "Share of customers happy to pay: kept share times happy share of the kept who"
                + " answered, so that the response rate does not move it.",
            tally -> happyToPay(tally, window),
            new Column.Share(tally -> keptAndHappy(tally, window), Basis.ANSWERS, 1))
        .under("R28", "surveys")
        .count(
            "surveys_delivered",
            "Surveys of won deals that reached the customer.",
            tally -> tally.sum(TallyField.SURVEYS_DELIVERED))
        .count(
            "surveys_answered",
            "Surveys of won deals with at least one answer.",
            tally -> tally.sum(TallyField.SURVEYS_ANSWERED))
        .under("R33", DEALS)
        .within(90)
        .count("referred_90", "Deals with a referral within 90 days.", referred)
        .under("R33", SHARE)
        .within(90)
        .by("referred_90 / won")
        .share(
            "referral_rate_90",
            "Share of won deals with a referral within 90 days.",
            referred,
            Section::won);
    return out.columns();
  }

  /** Won deals with a decision on the item, of whichever kind. */
  static long answered(Tally tally, SurveyItem item) {
    return tally.get(TallyField.ITEM_YES, item.ordinal())
        + tally.get(TallyField.ITEM_NEUTRAL, item.ordinal())
        + tally.get(TallyField.ITEM_NO, item.ordinal())
        + tally.get(TallyField.ITEM_SPLIT, item.ordinal());
  }

  static long keptAnswered(Tally tally, int window) {
    return answered(tally, HAPPY)
        - tally.sum(TallyField.REMORSE_DAY_HAPPY, 0, window)
        - tally.sum(TallyField.REMORSE_DAY_NEUTRAL, 0, window)
        - tally.sum(TallyField.REMORSE_DAY_UNHAPPY, 0, window)
        - tally.sum(TallyField.REMORSE_DAY_SPLIT, 0, window);
  }

  static long keptHappy(Tally tally, int window) {
    return tally.get(TallyField.ITEM_YES, HAPPY.ordinal())
        - tally.sum(TallyField.REMORSE_DAY_HAPPY, 0, window);
  }

  static Estimate.KeptAndHappy keptAndHappy(Tally tally, int window) {
    long won = Section.won(tally);
    long kept = won - tally.sum(TallyField.REMORSE_DAY, 0, window);
    return new Estimate.KeptAndHappy(
        new Estimate.Proportion(kept, won, won),
        new Estimate.Proportion(keptHappy(tally, window), keptAnswered(tally, window), kept));
  }

  private static Value happyToPay(Tally tally, int window) {
    Estimate.KeptAndHappy rate = keptAndHappy(tally, window);
    return Value.rate(
        product(rate.kept().numerator(), rate.numerator()),
        product(rate.kept().denominator(), rate.denominator()));
  }

  private static BigInteger product(long one, long other) {
    return BigInteger.valueOf(one).multiply(BigInteger.valueOf(other));
  }
}
