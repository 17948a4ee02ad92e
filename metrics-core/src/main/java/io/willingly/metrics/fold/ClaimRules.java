package io.willingly.metrics.fold;

import io.willingly.metrics.definition.Claim;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Content.CaringQuestion;
import io.willingly.metrics.fact.Content.SurveyItem;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import org.jspecify.annotations.Nullable;

/**
 * The essays' claims on one won deal (R98 to R100): which comparisons it is in, and on which side.
 * Null means not known, and then it is in none.
 *
 * @param deal what the deal adds to tallies otherwise
 * @param practice the sum of the calls before the signing ({@link Trait})
 */
record ClaimRules(Tally deal, Tally practice, int cohortDay, Definition definition) {
  private static final int QUESTIONS = CaringQuestion.values().length;

  void tell(Tally.Builder tally) {
    for (Claim claim : Claim.values()) {
      Boolean exposed = exposed(claim);
      Boolean followed = exposed == null ? null : followed(claim.outcome());
      if (exposed != null && followed != null) {
        tally.add(TallyField.CLAIM, claim.bucket(exposed, followed), 1);
      }
    }
  }

  private @Nullable Boolean exposed(Claim claim) {
    return switch (claim) {
      case LISTENING -> listened();
      case CARING_QUESTIONS -> askedEnough();
      case FELT_PRESSURE -> said(SurveyItem.FELT_PRESSURED);
      case SLOW_IS_FAST -> slow();
      case STEP_UNDER_PRESSURE -> any(Trait.STEP_PRESSED, Trait.STEP_FREE);
      case QUARTER_END_RUSH -> endsQuarter();
      case HAPPY_REFERS -> said(SurveyItem.HAPPY_WITH_PRICE);
      case DISCOUNT -> discounted();
      case TWO_WINNERS -> customerWon();
      case AGGRESSIVE_PRESSURE -> any(Trait.AGGRESSIVE, Trait.AGGRESSIVE_KNOWN);
      case DIRECTIVE_PRESSURE -> any(Trait.DIRECTIVE, Trait.DIRECTIVE_KNOWN);
    };
  }

  private @Nullable Boolean followed(Claim.Outcome outcome) {
    return switch (outcome) {
      case HAPPY -> said(SurveyItem.HAPPY_WITH_PRICE);
      case BOUGHT_AGAIN -> within(deal, TallyField.REPEAT_DAY, definition.loyaltyWindowDays());
      case REMORSE -> remorse();
      case REFERRED -> within(deal, TallyField.REFERRED_DAY, definition.loyaltyWindowDays());
      case MONEY_KEPT -> kept();
    };
  }

  /** Whether a deal's day of something is within so many days. */
  static boolean within(Tally deal, TallyField field, int days) {
    return deal.sum(field, 0, days) > 0;
  }

  /** Whether a deal left within so many days for other reasons than a change of mind (R37). */
  static boolean leftOtherwise(Tally deal, int days) {
    return within(deal, TallyField.CENSORED_DAY, days)
        || within(deal, TallyField.UNKNOWN_REVERSAL_DAY, days);
  }

  private @Nullable Boolean listened() {
    long rep = Trait.REP_SPEECH.in(practice);
    long all = rep + Trait.CUSTOMER_SPEECH.in(practice);
    return all == 0 ? null : (Boolean) (100 * rep < Claim.TALK_SHARE_PERCENT * all);
  }

  /** Known as soon as the questions of which nothing is known could not turn it. */
  private @Nullable Boolean askedEnough() {
    int asked = 0;
    int unknown = 0;
    for (int question = 0; question < QUESTIONS; question++) {
      asked += practice.get(Trait.CARING_ASKED.key(question)) > 0 ? 1 : 0;
      unknown += practice.get(Trait.CARING_KNOWN.key(question)) > 0 ? 0 : 1;
    }
    if (asked >= Claim.ENOUGH_QUESTIONS) {
      return true;
    }
    return asked + unknown < Claim.ENOUGH_QUESTIONS ? (Boolean) false : null;
  }

  private @Nullable Boolean any(Trait which, Trait known) {
    long some = which.in(practice);
    return some + known.in(practice) == 0 ? null : (Boolean) (some > 0);
  }

  /** R26: the deciding answer is yes, against any other. */
  private @Nullable Boolean said(SurveyItem item) {
    int question = item.ordinal();
    boolean yes = deal.get(TallyField.ITEM_YES, question) > 0;
    boolean answered = yes || deal.get(TallyField.ITEM_RESPONDENTS, question) > 0;
    return answered ? (Boolean) yes : null;
  }

  private @Nullable Boolean slow() {
    return deal.sum(TallyField.PACE_DAYS) == 0
        ? null
        : (Boolean) !within(deal, TallyField.PACE_DAYS, Claim.SLOW_DAYS - 1);
  }

  private boolean endsQuarter() {
    LocalDate signed = LocalDate.ofEpochDay(cohortDay);
    return signed.get(IsoFields.QUARTER_OF_YEAR)
        != signed.plusDays(Claim.RUSH_DAYS).get(IsoFields.QUARTER_OF_YEAR);
  }

  private @Nullable Boolean discounted() {
    long list = deal.sum(TallyField.DISCOUNT_LIST);
    long off = list - deal.sum(TallyField.DISCOUNT_AMOUNT);
    return list == 0 ? null : (Boolean) (off * 100 >= Claim.DISCOUNT_PERCENT * list);
  }

  private @Nullable Boolean remorse() {
    if (within(deal, TallyField.REMORSE_DAY, definition.remorseDays())) {
      return true;
    }
    return leftOtherwise(deal, definition.remorseDays()) ? null : (Boolean) false;
  }

  /** Of deals that outlived the window of remorse by deed: else the comparison would be of one. */
  private @Nullable Boolean customerWon() {
    int days = definition.remorseDays();
    if (within(deal, TallyField.REMORSE_DEED_DAY, days) || leftOtherwise(deal, days)) {
      return null;
    }
    return within(deal, TallyField.REGRET_DAY, days)
        ? (Boolean) false
        : said(SurveyItem.HAPPY_WITH_PRICE);
  }

  private @Nullable Boolean kept() {
    long kept =
        deal.sum(TallyField.KEPT_180_HAPPY)
            + deal.sum(TallyField.KEPT_180_NOT_HAPPY)
            + deal.sum(TallyField.KEPT_180_UNDECIDED);
    return deal.get(TallyField.AMOUNT_KNOWN) == 0
        ? null
        : (Boolean) (kept == deal.sum(TallyField.AMOUNT));
  }
}
