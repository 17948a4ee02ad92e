package io.willingly.metrics.comparison;

import static io.willingly.metrics.comparison.Samples.LARGE;
import static io.willingly.metrics.comparison.Samples.SMALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.willingly.metrics.tally.CellKey.Recurrence;
import org.junit.jupiter.api.Test;

class MixTest {
  private static Mix mix(String id, Yardstick yardstick, Samples samples) {
    return Mix.of(id, yardstick, Segment.ALL, samples.sample()).orElseThrow();
  }

  private static Samples kidneyStones() {
    return new Samples()
        .referrals("A", SMALL, 81, 87)
        .referrals("A", LARGE, 192, 263)
        .referrals("B", SMALL, 234, 270)
        .referrals("B", LARGE, 55, 80);
  }

  /** Charig et al. 1986: B is ahead as counted, A with both kinds of stones. */
  @Test
  void orderOfKidneyStoneTreatmentsFlips() {
    Mix a = mix("A", Yardstick.REFERRAL, kidneyStones());
    Mix b = mix("B", Yardstick.REFERRAL, kidneyStones());

    assertThat(a.raw().rate()).isEqualTo(780_000);
    assertThat(b.raw().rate()).isEqualTo(825_714);
    assertThat(a.adjusted().rate() / 10).isEqualTo(83_254);
    assertThat(b.adjusted().rate() / 10).isEqualTo(77_887);
    assertThat(a.adjusted().low()).isLessThan(a.adjusted().rate());
    assertThat(a.adjusted().high()).isGreaterThan(a.adjusted().rate());
    assertThat(a.covered()).isEqualTo(1_000_000);
  }

  @Test
  void saysWhyTheyDiffer() {
    Mix a = mix("A", Yardstick.REFERRAL, kidneyStones());

    assertThat(a.lines()).extracting(Mix.Line::kind).containsExactly(LARGE, SMALL);
    assertThat(a.why())
        .isEqualTo(
            "Mostly because A has more deals of large, one-off (75.1% against 49.0%), where the"
                + " share that refers is lower for everybody (72.0% against the company's 80.3%).");
  }

  /** One that is bad everywhere alike would be so with any mix. */
  @Test
  void ofWhoIsBadEverywhereNoKindIsTheReason() {
    Mix mix =
        mix(
            "anna",
            Yardstick.REMORSE,
            new Samples()
                .deals("anna", SMALL, new Counts(300, 90, 0, 0, 0))
                .deals("anna", LARGE, new Counts(100, 30, 0, 0, 0))
                .deals("ben", SMALL, new Counts(3000, 30, 0, 0, 0))
                .deals("ben", LARGE, new Counts(6000, 60, 0, 0, 0)));

    assertThat(mix.lines()).extracting(Mix.Line::effect).containsExactly(0L, 0L);
    assertThat(mix.why()).isEqualTo("The mix makes no difference.");
  }

  @Test
  void effectsSumToTheDifference() {
    Samples samples =
        new Samples()
            .deals("anna", SMALL, new Counts(300, 30, 90, 70, 0))
            .deals("anna", LARGE, new Counts(100, 4, 50, 49, 0))
            .deals("ben", SMALL, new Counts(100, 11, 40, 28, 0))
            .deals("ben", LARGE, new Counts(500, 22, 90, 85, 0));
    for (Yardstick yardstick : new Yardstick[] {Yardstick.REMORSE, Yardstick.HAPPY_TO_PAY}) {
      Mix mix = mix("anna", yardstick, samples);

      assertThat(mix.lines()).hasSize(2 * yardstick.components().size());
      assertThat(mix.lines().stream().mapToLong(Mix.Line::effect).sum())
          .isCloseTo(mix.raw().rate() - mix.adjusted().rate(), within(4L))
          .isNotZero();
    }
  }

  /** The company's own mix is what all are brought to: its rate stays what it is. */
  @Test
  void theCompanyItselfIsNotMoved() {
    Samples samples =
        new Samples()
            .deals("all", SMALL, new Counts(300, 30, 90, 70, 0))
            .deals("all", LARGE, new Counts(100, 4, 50, 49, 0));
    Mix mix = mix("all", Yardstick.HAPPY_TO_PAY, samples);

    assertThat(mix.adjusted().rate()).isEqualTo(mix.raw().rate());
    assertThat(mix.why()).isEqualTo("The mix makes no difference.");
  }

  @Test
  void kindsOfWhichThereAreNoneAreLeftOutAndSaid() {
    Mix mix =
        mix(
            "anna",
            Yardstick.REMORSE,
            new Samples()
                .deals("anna", SMALL, new Counts(100, 10, 0, 0, 0))
                .deals("ben", SMALL, new Counts(100, 20, 0, 0, 0))
                .deals("ben", LARGE, new Counts(200, 2, 0, 0, 0)));

    assertThat(mix.covered()).isEqualTo(500_000);
    assertThat(mix.adjusted().rate()).isEqualTo(100_000);
    assertThat(mix.why())
        .endsWith("Left out are the kinds of deals it has none of, 50.0% of the company's.");
  }

  @Test
  void ownWayIsNotSaidToBeEverybodys() {
    Mix mix =
        mix(
            "anna",
            Yardstick.REMORSE,
            new Samples()
                .deals("anna", SMALL, new Counts(300, 90, 0, 0, 0))
                .deals("anna", LARGE, new Counts(100, 10, 0, 0, 0))
                .deals("ben", SMALL, new Counts(3000, 30, 0, 0, 0))
                .deals("ben", LARGE, new Counts(6000, 600, 0, 0, 0)));

    assertThat(mix.why())
        .contains("remorse is higher with anna, though not for everybody (30.0% of 300");
  }

  @Test
  void aSegmentIsStandardisedWithinItself() {
    Samples samples = kidneyStones().referrals("A", new Segment("x", Recurrence.RECURRING), 9, 10);

    assertThat(
            Mix.of(
                "A", Yardstick.REFERRAL, new Segment(null, Recurrence.ONE_OFF), samples.sample()))
        .hasValueSatisfying(mix -> assertThat(mix.lines()).hasSize(2));
    assertThat(Mix.of("A", Yardstick.REFERRAL, new Segment("none", null), samples.sample()))
        .isEmpty();
  }
}
