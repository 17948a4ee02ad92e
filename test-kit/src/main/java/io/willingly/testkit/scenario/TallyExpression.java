package io.willingly.testkit.scenario;

import io.willingly.metrics.definition.Claim;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fold.AnswerCheck;
import io.willingly.metrics.fold.Verdict;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import java.util.Currency;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an expected number is called: {@code WON}, {@code REMORSE_DAY[20]}, {@code
 * REMORSE_DAY[0..30]}, {@code AMOUNT[EUR]}, {@code ITEM_YES[HAPPY_WITH_PRICE]}, {@code
 * CLAIM[DISCOUNT.with.yes]}; a field without brackets is the sum of its buckets. Beside them the
 * report's {@code answered}, {@code kept_answered} and {@code kept_happy}.
 */
final class TallyExpression {
  private static final Pattern FORM = Pattern.compile("([A-Z_0-9]+)(?:\\[([A-Za-z_0-9.]+)])?");

  private TallyExpression() {}

  static long evaluate(String expression, Tally tally, Definition definition) {
    int price = Content.SurveyItem.HAPPY_WITH_PRICE.ordinal();
    int days = definition.remorseDays();
    long answered =
        tally.get(TallyField.ITEM_YES, price)
            + tally.get(TallyField.ITEM_NEUTRAL, price)
            + tally.get(TallyField.ITEM_NO, price)
            + tally.get(TallyField.ITEM_SPLIT, price);
    long happyTaken = tally.sum(TallyField.REMORSE_DAY_HAPPY, 0, days);
    return switch (expression) {
      case "answered" -> answered;
      case "kept_answered" ->
          answered
              - happyTaken
              - tally.sum(TallyField.REMORSE_DAY_NEUTRAL, 0, days)
              - tally.sum(TallyField.REMORSE_DAY_UNHAPPY, 0, days)
              - tally.sum(TallyField.REMORSE_DAY_SPLIT, 0, days);
      case "kept_happy" -> tally.get(TallyField.ITEM_YES, price) - happyTaken;
      default -> field(expression, tally);
    };
  }

  private static long field(String expression, Tally tally) {
    Matcher form = FORM.matcher(expression);
    if (!form.matches()) {
      throw new IllegalArgumentException("not a tally expression: " + expression);
    }
    TallyField field = TallyField.valueOf(form.group(1));
    String bucket = form.group(2);
    if (bucket == null) {
      return tally.sum(field);
    }
    int dots = bucket.indexOf("..");
    return dots < 0
        ? tally.get(field, bucket(field, bucket))
        : tally.sum(
            field,
            Integer.parseInt(bucket.substring(0, dots)),
            Integer.parseInt(bucket.substring(dots + 2)));
  }

  /** Such as {@code DISCOUNT.with.yes}: deals with a discount of which the outcome followed. */
  private static int claim(String name) {
    String[] parts = name.split("\\.", 3);
    return Claim.valueOf(parts[0]).bucket(parts[1].equals("with"), parts[2].equals("yes"));
  }

  private static int bucket(TallyField field, String name) {
    if (Character.isDigit(name.charAt(0))) {
      return Integer.parseInt(name);
    }
    return switch (field) {
      case ITEM_YES, ITEM_NEUTRAL, ITEM_NO, ITEM_SPLIT, ITEM_BOX_SUM, ITEM_RESPONDENTS ->
          Content.SurveyItem.valueOf(name).ordinal();
      case SURVEYS_DELIVERED, SURVEYS_ANSWERED, SURVEYS_DELIVERY_KNOWN, SURVEYS_INVITED ->
          Content.SurveyKind.valueOf(name).ordinal();
      case ANSWER_CHECK -> AnswerCheck.valueOf(name).ordinal();
      case CLAIM -> claim(name);
      case VERDICT -> Verdict.valueOf(name).ordinal();
      case REVERSAL_REASON -> Content.ReversalReason.valueOf(name).ordinal();
      case LOST_REASON -> Content.LossReason.valueOf(name).ordinal();
      case CARING_ASKED, CARING_KNOWN -> Content.CaringQuestion.valueOf(name).ordinal();
      default -> Currency.getInstance(name).getNumericCode();
    };
  }
}
