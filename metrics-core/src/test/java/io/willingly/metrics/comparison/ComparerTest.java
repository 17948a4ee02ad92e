package io.willingly.metrics.comparison;

import static io.willingly.metrics.comparison.Samples.SMALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.willingly.metrics.statistics.BetaPosterior;
import java.util.List;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ComparerTest {
  private static final int MINIMUM = 10;

  /** 200 units whose rates are spread as the batting averages of Robinson (2015). */
  private static Samples usual() {
    Samples samples = new Samples();
    BetaPosterior rates = new BetaPosterior(78.661, 224.875);
    for (int i = 0; i < 200; i++) {
      double rate = rates.quantile((i + 0.5) / 200);
      samples.referrals("unit-%03d".formatted(i), Math.round(100_000 * rate), 100_000);
    }
    return samples;
  }

  private static Standing standing(Comparison comparison, String id) {
    return comparison.standings().stream()
        .filter(standing -> standing.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> ids(Comparison comparison) {
    return comparison.standings().stream().map(Standing::id).toList();
  }

  @Test
  void fourOfTenRanksBelowThreeHundredOfAThousand() {
    Comparison comparison =
        usual()
            .referrals("few", 4, 10)
            .referrals("many", 300, 1000)
            .compare(Yardstick.REFERRAL, MINIMUM);

    Standing few = standing(comparison, "few");
    Standing many = standing(comparison, "many");
    assertThat(ids(comparison).indexOf("many")).isLessThan(ids(comparison).indexOf("few"));
    assertThat(few.raw()).extracting(Figure::rate).isEqualTo(400_000L);
    // Robinson has .264 and .29.
    assertThat(few.shrunk().rate()).isBetween(262_000L, 266_000L);
    assertThat(many.shrunk().rate()).isBetween(288_000L, 293_000L);
    assertThat(few.tier()).isEqualTo(Tier.CANT_TELL_YET);
    assertThat(many.tier()).isEqualTo(Tier.CLEARLY_ABOVE);
  }

  @Test
  void ranksAreAsWideAsWhatIsNotKnown() {
    Comparison comparison = usual().referrals("few", 4, 10).compare(Yardstick.REFERRAL, MINIMUM);

    assertThat(width(standing(comparison, "few")))
        .isGreaterThan(width(standing(comparison, "unit-100")));
    assertThat(standing(comparison, "unit-199").rank())
        .satisfies(rank -> assertThat(rank.best()).isEqualTo(1))
        .satisfies(rank -> assertThat(rank.worst()).isLessThan(100));
    assertThat(standing(comparison, "unit-000").rank())
        .satisfies(rank -> assertThat(rank.worst()).isEqualTo(201));
  }

  private static int width(Standing standing) {
    Standing.@Nullable Rank rank = standing.rank();
    return rank == null ? -1 : rank.worst() - rank.best();
  }

  @Test
  void saysHowManyMoreWouldTellOnlyWhereItCannotBeTold() {
    Comparison comparison = usual().compare(Yardstick.REFERRAL, MINIMUM);

    assertThat(comparison.standings())
        .allSatisfy(
            standing ->
                assertThat(standing.moreNeeded() != null)
                    .isEqualTo(standing.tier() == Tier.CANT_TELL_YET));
    // The nearer to the company's rate, the more.
    assertThat(standing(comparison, "unit-100").moreNeeded()).isGreaterThan(Standing.MANY);
  }

  /** Drawn with the rate that is believed, as many more as said get a tier with about 0.8. */
  @Test
  void asManyMoreAsSaidWouldTell() {
    Standing now =
        standing(spread().referrals("some", 34, 80).compare(Yardstick.REFERRAL, MINIMUM), "some");
    Long said = now.moreNeeded();
    assertThat(said).isBetween(100L, 2_000L);
    int more = said == null ? 0 : said.intValue();
    int enough = 0;
    for (int tells = more; enough + 1 < tells; ) {
      int middle = (enough + tells) / 2;
      Samples later = spread().referrals("some", 34 + middle, 80 + more);
      Standing then = standing(later.compare(Yardstick.REFERRAL, MINIMUM), "some");
      if (then.tier() == Tier.CLEARLY_ABOVE) {
        tells = middle;
      } else {
        enough = middle;
      }
    }

    assertThat(BinomialDistribution.of(more, now.shrunk().rate() / 1e6).survivalProbability(enough))
        .isBetween(0.75, 0.9);
  }

  /** 40 units whose rates are from a fifth to two fifths. */
  private static Samples spread() {
    Samples samples = new Samples();
    for (int i = 0; i < 40; i++) {
      samples.referrals("unit-%02d".formatted(i), 40 + i, 200);
    }
    return samples;
  }

  @Test
  void tooFewAreListedWithoutTierAndRank() {
    Standing few =
        standing(usual().referrals("few", 9, 9).compare(Yardstick.REFERRAL, MINIMUM), "few");

    assertThat(few.tier()).isEqualTo(Tier.TOO_FEW);
    assertThat(few.known()).isEqualTo(9);
    assertThat(few.raw()).isNull();
    assertThat(few.adjusted()).isNull();
    assertThat(few.rank()).isNull();
    assertThat(few.moreNeeded()).isNull();
    assertThat(few.shrunk().rate()).isLessThan(320_000L);
  }

  @Test
  void ofRemorseLessIsAbove() {
    Samples samples = new Samples();
    for (int i = 0; i < 20; i++) {
      samples.deals("unit-" + i, SMALL, new Counts(200, 18 + i % 5, 0, 0, 0));
    }
    Comparison comparison =
        samples
            .deals("kept", SMALL, new Counts(300, 3, 0, 0, 0))
            .deals("returned", SMALL, new Counts(300, 90, 0, 0, 0))
            .compare(Yardstick.REMORSE, MINIMUM);

    assertThat(ids(comparison)).startsWith("kept").endsWith("returned");
    assertThat(standing(comparison, "kept").tier()).isEqualTo(Tier.CLEARLY_ABOVE);
    assertThat(standing(comparison, "returned").tier()).isEqualTo(Tier.CLEARLY_BELOW);
  }

  /** Who keeps more customers is ahead, also where all answers are alike. */
  @Test
  void happyToPayIsKeptTimesHappy() {
    Samples samples = new Samples();
    for (int i = 0; i < 20; i++) {
      samples.deals("unit-" + i, SMALL, new Counts(400, 40, 100, 85 + i % 5, 0));
    }
    Comparison comparison =
        samples
            .deals("keeps", SMALL, new Counts(400, 4, 100, 87, 0))
            .deals("silent", SMALL, new Counts(400, 40, 0, 0, 0))
            .compare(Yardstick.HAPPY_TO_PAY, MINIMUM);

    Standing keeps = standing(comparison, "keeps");
    assertThat(ids(comparison)).startsWith("keeps");
    assertThat(keeps.raw()).extracting(Figure::rate).isEqualTo(861_300L);
    assertThat(keeps.known()).isEqualTo(100);
    assertThat(standing(comparison, "silent").tier()).isEqualTo(Tier.TOO_FEW);
    assertThat(comparison.baselines())
        .extracting(Baseline::component)
        .containsExactly(Component.REMORSE, Component.HAPPY);
  }

  /** Deals of nobody are the company's, and stand in no list. */
  @Test
  void dealsOfNobodyCountForTheCompanyOnly() {
    Comparison comparison =
        new Samples()
            .referrals("anna", 10, 100)
            .referrals("~none", 90, 100)
            .compare(Yardstick.REFERRAL, MINIMUM);

    assertThat(ids(comparison)).containsExactly("anna");
    assertThat(comparison.companyRate()).isEqualTo(500_000L);
  }

  @Test
  void withoutAnyTrialNothingIsTold() {
    Comparison comparison =
        new Samples()
            .deals("anna", SMALL, new Counts(50, 1, 0, 0, 0))
            .compare(Yardstick.HAPPY_TO_PAY, 1);

    assertThat(comparison.companyRate()).isNull();
    assertThat(standing(comparison, "anna").tier()).isEqualTo(Tier.TOO_FEW);
    assertThat(new Samples().compare(Yardstick.REMORSE, 1).standings()).isEmpty();
  }

  /** 300 of 1,000 against a prior and company of 0.259: all but sure, and some 40 customers. */
  @Test
  void weighsByCustomersAffectedAndCertainty() {
    Comparison comparison =
        usual()
            .referrals("few", 1, 9)
            .referrals("many", 300, 1000)
            .compare(Yardstick.REFERRAL, MINIMUM);
    Standing many = standing(comparison, "many");
    double company = (comparison.companyRate() == null ? 0 : comparison.companyRate()) / 1e6;
    var prior = comparison.baselines().get(0).prior();
    double above = 1 - new BetaPosterior(prior.alpha() + 300, prior.beta() + 700).cdf(company);

    // The company's rate is told in millionths, and compared with unrounded.
    assertThat(many.direction()).isCloseTo(Math.round(above * 1e6), within(5L));
    assertThat(comparison.weight(many) / 1e6)
        .isCloseTo(1000 * (many.shrunk().rate() / 1e6 - company) * above, within(1e-3));
    assertThat(comparison.weight(standing(comparison, "few"))).isZero();
  }
}
