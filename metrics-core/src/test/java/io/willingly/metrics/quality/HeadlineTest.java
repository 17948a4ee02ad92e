package io.willingly.metrics.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Content.SurveyItem;
import io.willingly.metrics.quality.Headline.Fraction;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeadlineTest {
  private static final Definition RULES = Definition.standard(ZoneOffset.UTC);
  private static final int HAPPY = SurveyItem.HAPPY_WITH_PRICE.ordinal();

  /**
   * 100 deals, 4 taken back by day 30 and one later; 50 answered, 40 happy, 2 of them took back.
   */
  private static final Tally TALLY =
      new Tally.Builder()
          .add(TallyField.WON, 100)
          .add(TallyField.REMORSE_DAY, 3, 4)
          .add(TallyField.REMORSE_DAY, 45, 1)
          .add(TallyField.ITEM_YES, HAPPY, 40)
          .add(TallyField.ITEM_NO, HAPPY, 10)
          .add(TallyField.REMORSE_DAY_HAPPY, 3, 2)
          .add(TallyField.REFERRED_DAY, 90, 7)
          .add(TallyField.REFERRED_DAY, 91, 1)
          .build();

  @Test
  void areTheRatesOfTheReportAsIntegers() {
    assertThat(Headline.HAPPY_TO_PAY.of(TALLY, RULES)).isEqualTo(new Fraction(96 * 38, 100 * 48));
    assertThat(Headline.REMORSE_30.of(TALLY, RULES)).isEqualTo(new Fraction(4, 100));
    assertThat(Headline.REFERRAL_90.of(TALLY, RULES)).isEqualTo(new Fraction(7, 100));

    Map<String, Value> report = Columns.of(RULES).values(TALLY);
    assertThat(Headline.HAPPY_TO_PAY.of(TALLY, RULES).rate())
        .isEqualTo(report.get("happy_to_pay_rate"));
    assertThat(Headline.REMORSE_30.of(TALLY, RULES).rate())
        .isEqualTo(report.get("remorse_rate_30"));
    assertThat(Headline.REFERRAL_90.of(TALLY, RULES).rate())
        .isEqualTo(report.get("referral_rate_90"));
  }

  @Test
  void areAbsentWithoutDeals() {
    for (Headline headline : Headline.values()) {
      assertThat(headline.of(Tally.ZERO, RULES).rate()).isEqualTo(Value.ABSENT);
      assertThat(Headline.parse(headline.text())).isEqualTo(headline);
    }
    assertThatThrownBy(() -> Headline.parse("remorse"))
        .hasMessageContaining("happy-to-pay, remorse-30, referral-90");
  }
}
