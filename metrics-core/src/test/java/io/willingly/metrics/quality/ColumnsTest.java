package io.willingly.metrics.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Content.SurveyItem;
import io.willingly.metrics.fact.Content.SurveyKind;
import io.willingly.metrics.fold.Verdict;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ColumnsTest {
  private static final int HAPPY = SurveyItem.HAPPY_WITH_PRICE.ordinal();
  private final Columns columns = Columns.of(Definition.standard(ZoneOffset.UTC));

  private Map<String, String> texts(Tally.Builder tally) {
    return columns.values(tally.build()).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, value -> value.getValue().text()));
  }

  @Test
  void beginsWithTheFixedColumns() {
    assertThat(columns.names())
        .startsWith(
            "won",
            "lost",
            "remorse_30",
            "remorse_rate_30",
            "answered",
            "kept_answered",
            "kept_happy",
            "happy_to_pay_rate",
            "surveys_delivered",
            "surveys_answered",
            "referred_90",
            "referral_rate_90")
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-z][a-z0-9_]*"));
    assertThat(columns.all())
        .allSatisfy(
            column -> {
              assertThat(column.rule()).matches("R\\d+");
              assertThat(column.unit()).isNotEmpty();
              assertThat(column.doc()).endsWith(".");
            });
  }

  @Test
  void happyToPayIsKeptShareTimesHappyShareOfTheKeptWhoAnswered() {
    Map<String, String> texts =
        texts(
            new Tally.Builder()
                .add(TallyField.WON, 7)
                .add(TallyField.REMORSE_DAY, 30, 1)
                .add(TallyField.REMORSE_DAY, 31, 1)
                .add(TallyField.ITEM_YES, HAPPY, 3)
                .add(TallyField.ITEM_NEUTRAL, HAPPY, 1)
                .add(TallyField.ITEM_NO, HAPPY, 1)
                .add(TallyField.ITEM_SPLIT, HAPPY, 1)
                .add(TallyField.REMORSE_DAY_HAPPY, 31, 1)
                .add(TallyField.REMORSE_DAY_UNHAPPY, 30, 1));

    assertThat(texts)
        .containsEntry("remorse_30", "1")
        .containsEntry("remorse_rate_30", "0.142857")
        .containsEntry("answered", "6")
        .containsEntry("kept_answered", "5")
        .containsEntry("kept_happy", "3")
        .containsEntry("happy_to_pay_rate", "0.514286")
        .containsEntry("remorse_60", "2")
        .containsEntry("win_win", "3")
        .containsEntry("win_lose", "3")
        .containsEntry("matrix_undecided", "1");
  }

  /** The rate must not move when only the response rate does. */
  @Property
  void happyToPayDoesNotMoveWithTheResponse(
      @ForAll @LongRange(min = 1, max = 1_000_000_000) long factor) {
    Tally.Builder some = new Tally.Builder().add(TallyField.WON, 3_000_000_000L);
    some.add(TallyField.REMORSE_DAY, 3, 500_000_000L);
    some.add(TallyField.ITEM_YES, HAPPY, 2 * factor).add(TallyField.ITEM_NO, HAPPY, factor);

    assertThat(texts(some)).containsEntry("happy_to_pay_rate", "0.555556");
  }

  @Test
  void aRateWithoutDenominatorIsEmptyAndNotZero() {
    Map<String, String> texts = texts(new Tally.Builder().add(TallyField.WON, 2));

    assertThat(texts)
        .containsEntry("won", "2")
        .containsEntry("remorse_rate_30", "0.000000")
        .containsEntry("happy_to_pay_rate", "")
        .containsEntry("response_rate", "")
        .containsEntry("amount", "");
  }

  @Test
  void responseIsUnknownWhereDeliveriesAre() {
    int purchase = SurveyKind.PURCHASE.ordinal();
    Tally.Builder tally =
        new Tally.Builder()
            .add(TallyField.SURVEYS_DELIVERED, purchase, 4)
            .add(TallyField.SURVEYS_ANSWERED, purchase, 1);

    assertThat(texts(tally))
        .containsEntry("surveys_delivered", "4")
        .containsEntry("response_rate", "");
    assertThat(texts(tally.add(TallyField.SURVEYS_DELIVERY_KNOWN, purchase, 4)))
        .containsEntry("response_rate", "0.250000");
  }

  @Test
  void moneyIsByCurrencyAndNeverConverted() {
    Map<String, String> texts =
        texts(
            new Tally.Builder()
                .add(TallyField.AMOUNT, 978, 900)
                .add(TallyField.AMOUNT, 840, 50)
                .add(TallyField.DISCOUNT_LIST, 978, 1000)
                .add(TallyField.DISCOUNT_AMOUNT, 978, 900));

    assertThat(texts)
        .containsEntry("amount", "EUR=900;USD=50")
        .containsEntry("discount", "EUR=100");
  }

  @Test
  void theBarHasThreePartsAndTheScoreMayBeNegative() {
    Map<String, String> texts =
        texts(
            new Tally.Builder()
                .add(TallyField.WON, 3)
                .add(TallyField.VERDICT, Verdict.TOOK_IT_BACK.ordinal(), 1)
                .add(TallyField.VERDICT, Verdict.REFERRED.ordinal(), 1)
                .add(TallyField.VERDICT, Verdict.NO_WORD.ordinal(), 1)
                .add(TallyField.ITEM_NO, SurveyItem.WOULD_RECOMMEND.ordinal(), 2)
                .add(TallyField.ITEM_YES, SurveyItem.WOULD_RECOMMEND.ordinal(), 1)
                .add(TallyField.PACE_DAYS, 10, 1)
                .add(TallyField.PACE_DAYS, 21, 1)
                .add(TallyField.PACE_DAYS, 0, 1));

    assertThat(texts)
        .containsEntry("bar_happy", "1")
        .containsEntry("bar_not_happy", "1")
        .containsEntry("bar_no_word", "1")
        .containsEntry("verdict_coverage", "0.666667")
        .containsEntry("nps", "-33.333333")
        .containsEntry("pace_days_mean", "10.333333");
  }

  @Property
  void ratesRoundHalfUpAsDecimalArithmeticDoes(
      @ForAll long numerator, @ForAll @LongRange(min = 1) long denominator) {
    BigDecimal exact =
        BigDecimal.valueOf(numerator)
            .divide(BigDecimal.valueOf(denominator), 6, RoundingMode.HALF_UP);
    if (exact.unscaledValue().bitLength() < 64) {
      assertThat(Value.rate(numerator, denominator).text()).isEqualTo(exact.toPlainString());
    }
  }

  @Property
  void smallRatesRoundHalfUpToo(
      @ForAll @LongRange(min = -1000, max = 1000) long numerator,
      @ForAll @LongRange(min = 1, max = 4_000_000) long denominator) {
    BigDecimal exact =
        BigDecimal.valueOf(numerator)
            .divide(BigDecimal.valueOf(denominator), 6, RoundingMode.HALF_UP);

    assertThat(Value.rate(numerator, denominator).text()).isEqualTo(exact.toPlainString());
  }
}
