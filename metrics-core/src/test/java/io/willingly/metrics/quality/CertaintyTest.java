package io.willingly.metrics.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Content.SurveyItem;
import io.willingly.metrics.fact.Content.SurveyKind;
import io.willingly.metrics.quality.Certainty.Basis;
import io.willingly.metrics.quality.Certainty.Bounds;
import io.willingly.metrics.quality.Certainty.State;
import io.willingly.metrics.quality.Column.Kind;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CertaintyTest {
  private static final int HAPPY = SurveyItem.HAPPY_WITH_PRICE.ordinal();
  private static final int RECOMMEND = SurveyItem.WOULD_RECOMMEND.ordinal();
  private static final int PURCHASE = SurveyKind.PURCHASE.ordinal();
  private static final int MINIMUM = 10;

  private final Columns columns = Columns.of(Definition.standard(ZoneOffset.UTC));

  private Map<String, Certainty> of(Tally.Builder tally) {
    return columns.certainties(tally.build(), MINIMUM).stream()
        .collect(Collectors.toMap(Certainty::rate, Function.identity()));
  }

  private Certainty of(Tally.Builder tally, String rate) {
    return Objects.requireNonNull(of(tally).get(rate), rate);
  }

  /** 81 of 263: Newcombe (1998), table I. */
  /** R19: a reversal without a reason may be a change of mind, or not. */
  @Test
  void reversalsOfUnknownReasonAreTheWorstCaseOfRemorse() {
    Certainty remorse =
        of(
            new Tally.Builder()
                .add(TallyField.WON, 20)
                .add(TallyField.REMORSE_DAY, 3, 1)
                .add(TallyField.UNKNOWN_REVERSAL_DAY, 5, 4),
            "remorse_rate_30");

    assertThat(remorse.numerator()).isEqualTo(1);
    assertThat(remorse.worstCase()).isEqualTo(new Bounds(50_000, 250_000));
  }

  @Test
  void remorseIsKnownOfEveryDealAndHasWilsonsInterval() {
    Certainty remorse =
        of(
            new Tally.Builder().add(TallyField.WON, 263).add(TallyField.REMORSE_DAY, 3, 81),
            "remorse_rate_30");

    assertThat(remorse.state()).isEqualTo(State.TOLD);
    assertThat(List.of(remorse.numerator(), remorse.denominator(), remorse.eligible()))
        .containsExactly(81L, 263L, 263L);
    assertThat(remorse.basis()).isEqualTo(Basis.RECORDS);
    assertThat(remorse.coverage().text()).isEqualTo("1.000000");
    assertThat(Math.round(bounds(remorse.interval()).low() / 100.0)).isEqualTo(2553);
    assertThat(Math.round(bounds(remorse.interval()).high() / 100.0)).isEqualTo(3662);
    assertThat(remorse.worstCase()).isEqualTo(new Bounds(307_985, 307_985));
    assertThat(remorse.responseRate()).isNull();
  }

  @Test
  void withoutDealsThereIsNoRateAndOfFewNoBounds() {
    assertThat(of(new Tally.Builder().add(TallyField.LOST, 3))).isEmpty();

    Certainty few = of(new Tally.Builder().add(TallyField.WON, 9), "remorse_rate_30");

    assertThat(few.state()).isEqualTo(State.TOO_FEW);
    assertThat(few.denominator()).isEqualTo(9);
    assertThat(few.interval()).isNull();
    assertThat(few.jeffreys()).isNull();
    assertThat(few.worstCase()).isNull();
  }

  /** R50: a part of a large move may be missing for a commit. */
  @Test
  void ofPartsGreaterThanTheWholeNothingIsClaimed() {
    Tally.Builder torn = new Tally.Builder().add(TallyField.WON, 20);

    assertThat(of(torn.add(TallyField.REMORSE_DAY, 3, 21))).doesNotContainKey("remorse_rate_30");
  }

  /** p = .9 at a response rate of .2 may be anything from .18 to .98. */
  @Test
  void silenceOpensTheWorstCase() {
    Tally.Builder tally =
        new Tally.Builder()
            .add(TallyField.WON, 100)
            .add(TallyField.ITEM_YES, HAPPY, 18)
            .add(TallyField.ITEM_NO, HAPPY, 2)
            .add(TallyField.SURVEYS_DELIVERED, PURCHASE, 80)
            .add(TallyField.SURVEYS_DELIVERY_KNOWN, PURCHASE, 80)
            .add(TallyField.SURVEYS_ANSWERED, PURCHASE, 20);

    Certainty stated = of(tally, "stated_only_rate");
    assertThat(stated.worstCase()).isEqualTo(new Bounds(180_000, 980_000));
    assertThat(stated.coverage().text()).isEqualTo("0.200000");
    assertThat(stated.responseRate()).isEqualTo(250_000);
    assertThat(stated.basis()).isEqualTo(Basis.ANSWERS);
    // 18 of 20: Brown, Cai and DasGupta (2001).
    assertThat(stated.jeffreys()).isEqualTo(new Bounds(716_147, 978_628));
    assertThat(stated.interval()).isEqualTo(new Bounds(698_966, 972_134));
  }

  @Test
  void happyToPayIsAProductOfTwoUncertainShares() {
    Tally.Builder tally =
        new Tally.Builder()
            .add(TallyField.WON, 100)
            .add(TallyField.REMORSE_DAY, 5, 10)
            .add(TallyField.ITEM_YES, HAPPY, 18)
            .add(TallyField.ITEM_NO, HAPPY, 2);

    Certainty happy = of(tally, "happy_to_pay_rate");

    assertThat(List.of(happy.numerator(), happy.denominator(), happy.eligible()))
        .containsExactly(18L, 20L, 90L);
    // Kept .9 (.8256 to .9448) times happy .9 (.6990 to .9721), by distances on the log scale.
    assertThat(bounds(happy.interval()).low()).isBetween(619_500L, 620_900L);
    assertThat(bounds(happy.interval()).high()).isBetween(886_900L, 887_700L);
    // All 70 silent customers unhappy, or all happy.
    assertThat(happy.worstCase()).isEqualTo(new Bounds(180_000, 880_000));
  }

  @Test
  void netScoreHasPromotersLessDetractors() {
    Tally.Builder tally =
        new Tally.Builder()
            .add(TallyField.WON, 20)
            .add(TallyField.ITEM_YES, RECOMMEND, 5)
            .add(TallyField.ITEM_NEUTRAL, RECOMMEND, 3)
            .add(TallyField.ITEM_NO, RECOMMEND, 2);

    Certainty nps = of(tally, "nps");

    // Adjusted Wald of 5 promoters and 2 detractors of 10: -.19051 to .65204.
    assertThat(Math.round(bounds(nps.interval()).low() / 1000.0)).isEqualTo(-19_051);
    assertThat(Math.round(bounds(nps.interval()).high() / 1000.0)).isEqualTo(65_204);
    assertThat(nps.worstCase()).isEqualTo(new Bounds(-35_000_000, 65_000_000));
    assertThat(nps.jeffreys()).isNull();
  }

  /** A rate without a share is a mean, and those are these. */
  @Test
  void everyRateButTheMeansIsAShare() {
    Set<String> means =
        columns.all().stream()
            .filter(column -> column.kind() == Kind.RATE && column.share() == null)
            .map(Column::name)
            .collect(Collectors.toSet());

    assertThat(means)
        .containsExactlyInAnyOrder(
            "effort_mean",
            "referrals_per_100_won",
            "pace_days_mean",
            "call_minutes_mean",
            "talk_share_pooled",
            "talk_share_mean",
            "longest_monologue_seconds_mean",
            "patience_seconds_mean",
            "speaker_switches_mean",
            "interruptions_mean",
            "questions_per_hour",
            "caring_coverage",
            "aggressive_cues_mean",
            "directive_cues_mean");
  }

  private static Bounds bounds(@Nullable Bounds bounds) {
    return Objects.requireNonNull(bounds);
  }
}
