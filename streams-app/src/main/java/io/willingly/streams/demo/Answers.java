package io.willingly.streams.demo;

import io.willingly.metrics.fact.Content.Answer;
import io.willingly.metrics.fact.Content.RespondentRole;
import io.willingly.metrics.fact.Content.SurveyItem;
import io.willingly.metrics.fact.Content.SurveyKind;
import java.util.EnumMap;
import java.util.Map;

/** What the customer of a deal says when asked. */
final class Answers {
  private static final double LEAVES_BLANK = 0.15;
  private static final double USER_DIFFERS = 0.15;

  private final Fate fate;
  private final Dice dice;

  Answers(Fate fate, Dice dice) {
    this.fate = fate;
    this.dice = dice;
  }

  Map<SurveyItem, Answer> of(SurveyKind kind, RespondentRole role, boolean late) {
    Map<SurveyItem, Answer> said = new EnumMap<>(SurveyItem.class);
    boolean user = role == RespondentRole.USER;
    boolean happy = fate.happy() != (user && dice.chance(USER_DIFFERS));
    service(said, happy);
    if (kind == SurveyKind.PURCHASE) {
      said.put(SurveyItem.HAPPY_WITH_PRICE, five(happy));
      regret(said, happy, late || user);
      optional(said, SurveyItem.PRICE_FAIR, five(happy));
      optional(said, SurveyItem.WOULD_RECOMMEND, recommend(happy));
    }
    return said;
  }

  /** Nobody regrets a deal they are happy with; whoever takes it back says so more often. */
  private void regret(Map<SurveyItem, Answer> said, boolean happy, boolean silent) {
    double chance = fate.takenBackDay() != null ? 0.7 : RepTruth.STATES_REGRET;
    boolean regrets = !happy && !silent && dice.chance(chance);
    if (regrets) {
      said.put(SurveyItem.REGRET, new Answer(dice.between(4, 5), 1, 5));
    } else {
      optional(said, SurveyItem.REGRET, new Answer(dice.between(1, happy ? 2 : 3), 1, 5));
      optional(said, SurveyItem.WOULD_PAY_AGAIN, new Answer(happy ? dice.between(4, 5) : 3, 1, 5));
    }
  }

  private void service(Map<SurveyItem, Answer> said, boolean happy) {
    boolean served = fate.careful() ? dice.chance(0.9) : dice.chance(0.5);
    boolean felt = fate.pressured() ? dice.chance(0.7) : dice.chance(0.05);
    said.put(SurveyItem.FELT_SERVED, five(served));
    optional(
        said,
        SurveyItem.FELT_PRESSURED,
        new Answer(felt ? dice.between(4, 5) : dice.between(1, 3), 1, 5));
    optional(said, SurveyItem.MY_INTEREST_FIRST, five(served));
    optional(said, SurveyItem.TRUST, five(served));
    optional(said, SurveyItem.CLEAR_AND_FREE, five(!felt));
    optional(said, SurveyItem.GOAL_ACHIEVED, five(happy));
    optional(said, SurveyItem.SATISFIED, five(happy));
    optional(
        said,
        SurveyItem.EFFORT,
        new Answer(served ? dice.between(5, 7) : dice.between(2, 5), 1, 7));
  }

  private void optional(Map<SurveyItem, Answer> said, SurveyItem item, Answer answer) {
    if (!dice.chance(LEAVES_BLANK)) {
      said.put(item, answer);
    }
  }

  /** Yes is one of the top two boxes, no is not. */
  private Answer five(boolean yes) {
    return new Answer(yes ? dice.between(4, 5) : dice.between(1, 3), 1, 5);
  }

  private Answer recommend(boolean happy) {
    return new Answer(happy ? dice.between(8, 10) : dice.between(2, 7), 0, 10);
  }
}
