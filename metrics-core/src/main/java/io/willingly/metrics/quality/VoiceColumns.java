package io.willingly.metrics.quality;

import static io.willingly.metrics.quality.Section.DEALS;
import static io.willingly.metrics.quality.Section.SHARE;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Content.SurveyItem;
import io.willingly.metrics.fact.Content.SurveyKind;
import io.willingly.metrics.quality.Certainty.Basis;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What customers told us. */
final class VoiceColumns {
  private static final SurveyItem HAPPY = SurveyItem.HAPPY_WITH_PRICE;
  private static final int EFFORT = SurveyItem.EFFORT.ordinal();
  private static final int RECOMMEND = SurveyItem.WOULD_RECOMMEND.ordinal();
  private static final int PURCHASE = SurveyKind.PURCHASE.ordinal();
  private static final int STILL_YES = 0;

  private VoiceColumns() {}

  static List<Column> of(Definition definition) {
    int answers = definition.answerWindowDays();
    Section out = new Section();
    out.under("R26", DEALS)
        .within(answers)
        .count("told_happy", "Deals, customer happy with the price.", TallyField.ITEM_YES, HAPPY)
        .count("told_so_so", "Deals, so-so about the price.", TallyField.ITEM_NEUTRAL, HAPPY)
        .count("told_unhappy", "Deals, not happy with the price.", TallyField.ITEM_NO, HAPPY)
        .count("told_split", "Deals, respondents tie on the price.", TallyField.ITEM_SPLIT, HAPPY)
        .within("after %d days".formatted(answers))
        .count(
            "still_answered",
            "Deals whose customer answered on the price again after the answer window.",
            tally -> tally.sum(TallyField.STILL_HAPPY))
        .under("R26", SHARE)
        .within("after %d days".formatted(answers))
        .by("still happy / still_answered")
        .shareOfAnswers(
            "still_happy_rate",
            "Share of these still happy with the price.",
            tally -> tally.get(TallyField.STILL_HAPPY, STILL_YES),
            tally -> tally.sum(TallyField.STILL_HAPPY))
        .within(answers)
        .by("told_happy / answered")
        .shareOfAnswers(
            "stated_only_rate",
            "Share of answering customers happy with the price, kept or not.",
            tally -> tally.get(TallyField.ITEM_YES, HAPPY.ordinal()),
            tally -> HeadlineColumns.answered(tally, HAPPY))
        .by("answered / won")
        .share(
            "answer_coverage",
            "Share of won deals with a told-us answer on the price.",
            tally -> HeadlineColumns.answered(tally, HAPPY),
            Section::won)
        .under("R28", SHARE)
        .by("purchase surveys answered / purchase surveys delivered")
        .share(
            "response_rate",
            "Share of delivered purchase surveys answered; empty where deliveries are not reported.",
            tally -> tally.get(TallyField.SURVEYS_ANSWERED, PURCHASE),
            VoiceColumns::deliveredIfKnown)
        .under("R35", "points")
        .within(answers)
        .by("100 * (promoters - detractors) / would_recommend_answered")
        .estimate(
            "nps",
            "Net promoter score: promoters less detractors per 100 answering customers.",
            tally -> {
              Estimate score = netScore(tally);
              return Value.rate(100 * score.numerator(), score.denominator());
            },
            new Column.Share(VoiceColumns::netScore, Basis.ANSWERS, 100))
        .under("R35", "boxes of 7")
        .within(answers)
        .by("sum of boxes / respondents")
        .rate(
            "effort_mean",
            "Mean ease over respondents; 7 is easiest.",
            tally -> tally.get(TallyField.ITEM_BOX_SUM, EFFORT),
            tally -> tally.get(TallyField.ITEM_RESPONDENTS, EFFORT));
    for (SurveyItem item : SurveyItem.values()) {
      if (item != HAPPY) {
        item(item, answers, out);
      }
    }
    return out.columns();
  }

  private static Estimate netScore(Tally tally) {
    return new Estimate.NetScore(
        tally.get(TallyField.ITEM_YES, RECOMMEND),
        tally.get(TallyField.ITEM_NO, RECOMMEND),
        HeadlineColumns.answered(tally, SurveyItem.WOULD_RECOMMEND),
        Section.won(tally));
  }

  private static void item(SurveyItem item, int answers, Section out) {
    out.under("R26", DEALS)
        .within(answers)
        .count(
            Section.name(item) + "_answered",
            "Deals with an answer on: " + Section.words(item) + ".",
            tally -> HeadlineColumns.answered(tally, item))
        .under("R35", SHARE)
        .within(answers)
        .by("answers yes / %s_answered".formatted(Section.name(item)))
        .shareOfAnswers(
            Section.name(item) + "_rate",
            "Share of these whose answer is yes: " + Section.words(item) + ".",
            tally -> tally.get(TallyField.ITEM_YES, item.ordinal()),
            tally -> HeadlineColumns.answered(tally, item));
  }

  /** In millionths; null where deliveries are not reported. */
  static @Nullable Long responseRate(Tally tally) {
    Value rate =
        Value.rate(tally.get(TallyField.SURVEYS_ANSWERED, PURCHASE), deliveredIfKnown(tally));
    return rate instanceof Value.Rate known ? (Long) known.millionths() : null;
  }

  /** Where some surveys are known only by their answers, the rate would flatter. */
  private static long deliveredIfKnown(Tally tally) {
    long delivered = tally.get(TallyField.SURVEYS_DELIVERED, PURCHASE);
    return tally.get(TallyField.SURVEYS_DELIVERY_KNOWN, PURCHASE) < delivered ? 0 : delivered;
  }
}
