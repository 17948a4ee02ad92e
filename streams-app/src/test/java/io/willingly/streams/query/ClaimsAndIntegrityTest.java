package io.willingly.streams.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.claim.ClaimFinding;
import io.willingly.metrics.claim.ClaimFinding.Verdict;
import io.willingly.metrics.definition.Claim;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Content.Answer;
import io.willingly.metrics.fact.Content.DealKind;
import io.willingly.metrics.fact.Content.SurveyItem;
import io.willingly.metrics.fact.Content.SurveyKind;
import io.willingly.metrics.fact.Content.SurveyStep;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fact.Money;
import io.willingly.metrics.fact.Version;
import io.willingly.metrics.integrity.IntegrityCheck;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.streams.query.Integrity.Share;
import io.willingly.streams.testing.Deliveries;
import io.willingly.streams.testing.TopologyRunner;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Six reps of whom one has all surveys answered on his phone; a discount goes with happiness. */
class ClaimsAndIntegrityTest {
  private static final LocalDate SIGNED = LocalDate.parse("2026-02-03");
  private static final AsOf NOW = AsOf.day((int) LocalDate.parse("2026-11-22").toEpochDay());
  private static final Definition RULES = Definition.standard(ZoneOffset.UTC);
  private static final int REPS = 6;
  private static final int DEALS = 30;

  private final TopologyTestDriver driver =
      TopologyRunner.driver(RULES, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
  private final Queries queries = TopologyRunner.queries(driver, RULES);

  @AfterEach
  void close() {
    driver.close();
  }

  private void deliver(
      Family family, String eventId, String deal, LocalDate date, Content content) {
    Instant at = date.atTime(10, 0).toInstant(ZoneOffset.UTC);
    TopologyRunner.pipe(
        driver,
        Deliveries.of(
            new Fact(
                new FactId(family, "crm", eventId),
                new Version(1, 1),
                false,
                at.getEpochSecond() * 1_000_000,
                "of-" + deal,
                new Fact.Delivery(at.toEpochMilli(), 0),
                content)));
  }

  private void won(String rep, int number, boolean discount) {
    String deal = rep + "-" + number;
    deliver(
        Family.DEAL,
        deal,
        deal,
        SIGNED,
        new Content.Deal(
            DealKind.WON,
            deal,
            new Money(discount ? 8_000 : 10_000, "EUR"),
            new Money(10_000, "EUR"),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            rep,
            null,
            null,
            null,
            List.of()));
  }

  private void answered(String rep, int number, int happy, String origin) {
    String deal = rep + "-" + number;
    deliver(
        Family.SURVEY,
        "s-" + deal,
        deal,
        SIGNED.plusDays(3),
        new Content.Survey(
            SurveyStep.ANSWERED,
            "s-" + deal,
            SurveyKind.PURCHASE,
            deal,
            "anna",
            Content.RespondentRole.PAYER_OR_SIGNER,
            Map.of(SurveyItem.HAPPY_WITH_PRICE, new Answer(happy, 1, 5)),
            null,
            origin));
  }

  /** Every second deal has a discount, and then makes happy; all customers of r0 share a phone. */
  @BeforeEach
  void tell() {
    for (int r = 0; r < REPS; r++) {
      for (int i = 0; i < DEALS; i++) {
        boolean discount = i % 2 == 0;
        won("r" + r, i, discount);
        boolean happy = discount ? i % 10 != 0 : i % 10 == 1;
        answered("r" + r, i, happy ? 5 : 1, r == 0 ? "phone" : "at-r" + r + "-" + i);
      }
    }
  }

  private ClaimFinding discount(AsOf asOf) {
    return queries.claims(Period.ALL, asOf).findings().stream()
        .filter(finding -> finding.claim() == Claim.DISCOUNT)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void tellsWhatADiscountGoesTogetherWith() {
    ClaimFinding finding = discount(NOW);

    assertThat(finding.verdict()).isEqualTo(Verdict.CONTRADICTED);
    assertThat(finding.exposed()).isEqualTo(REPS * DEALS / 2);
    assertThat(finding.exposedYes()).isEqualTo(REPS * DEALS * 4 / 10);
    assertThat(finding.othersYes()).isEqualTo(REPS * DEALS / 10);
    assertThat(finding.difference()).isEqualTo(600_000);
  }

  @Test
  void claimsAreKnownOnADay() {
    ClaimFinding before = discount(new AsOf(NOW.day(), (int) SIGNED.plusDays(2).toEpochDay()));

    assertThat(before.verdict()).isEqualTo(Verdict.TOO_FEW);
    assertThat(before.exposed()).isZero();
  }

  @Test
  void namesTheRepWhoseCustomersShareAPhone() {
    Integrity integrity = queries.integrity(ScopeId.Kind.REP, Period.ALL, NOW);

    assertThat(integrity.rows())
        .extracting(Integrity.Row::id)
        .containsExactly("r0", "r1", "r2", "r3", "r4", "r5", "company");
    assertThat(integrity.rows().get(0).suspicious()).containsExactly(IntegrityCheck.SAME_ORIGIN);
    assertThat(integrity.rows().get(0).happy()).isEqualTo(new Share(DEALS / 2, DEALS));
    assertThat(integrity.rows().subList(1, REPS + 1))
        .allSatisfy(row -> assertThat(row.suspicious()).isEmpty());
  }

  @Test
  void sentencesSayWhatWasComparedAndThatItIsNoProof() {
    assertThat(ClaimsText.of(queries.claims(Period.ALL, NOW), Format.TABLE))
        .contains(
            "discount: contradicted",
            "80.0% of 90 deals with it, 20.0% of 90 without; like with like +60.0 points",
            "listening: too few",
            ClaimsText.CAVEAT);
  }

  @Test
  void formatsForMachinesHaveWhatTheSentencesSay() {
    Claims claims = queries.claims(Period.ALL, NOW);
    assertThat(ClaimsText.of(claims, Format.JSON))
        .contains("\"claim\" : \"discount\"", "\"difference\" : 0.6", ClaimsText.CAVEAT);
    assertThat(ClaimsText.of(claims, Format.CSV)).contains("\ndiscount,all,contradicted,90,72,");
    Integrity integrity = queries.integrity(ScopeId.Kind.REP, Period.ALL, NOW);
    assertThat(IntegrityText.of(integrity, Format.CSV))
        .contains("\nr0,,", ",same_origin,all,1,2026-11-22,\n");
    assertThat(IntegrityText.of(integrity, Format.TABLE)).contains("same-origin", "96.7% of 30");
  }
}
