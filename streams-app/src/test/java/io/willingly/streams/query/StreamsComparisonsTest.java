package io.willingly.streams.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.willingly.metrics.comparison.Baseline;
import io.willingly.metrics.comparison.Comparison;
import io.willingly.metrics.comparison.Component;
import io.willingly.metrics.comparison.Counts;
import io.willingly.metrics.comparison.Segment;
import io.willingly.metrics.comparison.Standing;
import io.willingly.metrics.comparison.Tier;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Content.Answer;
import io.willingly.metrics.fact.Content.DealKind;
import io.willingly.metrics.fact.Content.ReversalReason;
import io.willingly.metrics.fact.Content.SurveyItem;
import io.willingly.metrics.fact.Content.SurveyKind;
import io.willingly.metrics.fact.Content.SurveyStep;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fact.Money;
import io.willingly.metrics.fact.Version;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.tally.CellKey.Recurrence;
import io.willingly.streams.peer.OwnerAddress;
import io.willingly.streams.peer.PeerClient;
import io.willingly.streams.peer.PeerServer;
import io.willingly.streams.testing.Deliveries;
import io.willingly.streams.testing.TestClock;
import io.willingly.streams.testing.TopologyRunner;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.TopologyTestDriver;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Asks one company; no question changes it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamsComparisonsTest {
  private static final Definition RULES = Definition.standard(ZoneOffset.UTC);
  private static final int MONDAY = day("2026-11-16");
  private static final AsOf NOW = AsOf.day(day("2026-11-22"));
  private static final int REPS = 6;
  private static final String WORST = "r5";

  private final TopologyTestDriver driver =
      TopologyRunner.driver(RULES, new TestClock(LocalDate.EPOCH));
  private final ComparisonQueries comparisons = TopologyRunner.comparisons(driver, RULES);

  @AfterAll
  void close() {
    driver.close();
  }

  private static int day(String date) {
    return (int) LocalDate.parse(date).toEpochDay();
  }

  private void deliver(
      Family family, String eventId, String customer, String date, Content content) {
    Instant at = Instant.parse(date + "T10:00:00Z");
    Fact fact =
        new Fact(
            new FactId(family, "crm", eventId),
            new Version(1, 1),
            false,
            at.getEpochSecond() * 1_000_000,
            customer,
            new Fact.Delivery(at.toEpochMilli(), 0),
            content);
    TopologyRunner.pipe(driver, Deliveries.of(fact));
  }

  private void deal(String deal, @Nullable String rep, boolean seats, DealKind kind, String date) {
    boolean won = kind == DealKind.WON;
    Content content =
        new Content.Deal(
            kind,
            deal,
            won ? new Money(10_000, "EUR") : null,
            null,
            seats ? "seats" : "setup",
            seats,
            won ? null : ReversalReason.CHANGE_OF_MIND,
            null,
            null,
            null,
            null,
            null,
            rep,
            null,
            null,
            null,
            List.of());
    deliver(Family.DEAL, deal + kind, "of-" + deal, date, content);
  }

  private void answer(String deal, String date, int happy) {
    Content content =
        new Content.Survey(
            SurveyStep.ANSWERED,
            "s-" + deal,
            SurveyKind.PURCHASE,
            deal,
            "payer",
            Content.RespondentRole.PAYER_OR_SIGNER,
            Map.of(SurveyItem.HAPPY_WITH_PRICE, new Answer(happy, 1, 5)),
            null,
            null);
    deliver(Family.SURVEY, "s-" + deal, "of-" + deal, date, content);
  }

  /**
   * Six reps in two teams, 24 deals each: of {@link #WORST} half are setups and 16 come back, of
   * the others one in four and two. One deal is nobody's, one is too young, and one is alone.
   */
  @BeforeAll
  void tell() {
    for (int rep = 0; rep < REPS; rep++) {
      String id = "r" + rep;
      Content.Rep entry =
          new Content.Rep(id, "Rep " + rep, rep < 3 ? "north" : "south", null, null, null, null, 0);
      deliver(Family.REP, "e" + id, id, "2026-08-01", entry);
      boolean worst = id.equals(WORST);
      for (int number = 0; number < 24; number++) {
        String deal = id + "-" + number;
        deal(deal, id, number % (worst ? 2 : 4) != 0, DealKind.WON, "2026-09-01");
        if (number < (worst ? 16 : 2)) {
          deal(deal, id, number % (worst ? 2 : 4) != 0, DealKind.RETURNED, "2026-09-10");
        } else {
          answer(deal, "2026-09-12", number % 8 == 7 ? 2 : 5);
        }
      }
    }
    deal("nobody", null, true, DealKind.WON, "2026-09-01");
    deal("young", "r0", true, DealKind.WON, "2026-10-23");
    deal("alone", "r6", true, DealKind.WON, "2026-10-22");
  }

  private Standings compare(Metric metric, Segment segment, AsOf asOf) {
    return comparisons.compare(ScopeId.Kind.REP, metric, Period.ALL, segment, asOf);
  }

  private static Standing standing(Standings standings, String id) {
    return standings.where(id::equals).comparison().standings().get(0);
  }

  private static Counts counts(Standings standings, String id) {
    return standing(standings, id).counts();
  }

  @Test
  void comparesSettledDealsOfEachRepWithTheCompany() {
    Standings remorse = compare(Metric.REMORSE, Segment.ALL, NOW);

    assertThat(remorse.settledThrough()).isEqualTo(day("2026-10-22"));
    assertThat(remorse.comparison().company().won()).isEqualTo(24 * REPS + 2);
    assertThat(remorse.comparison().companyRate()).isEqualTo(178_082L);
    assertThat(remorse.comparison().standings())
        .extracting(row -> row.id() + " " + row.known() + " " + row.tier().text())
        .containsExactly(
            "r0 24 can't tell yet",
            "r1 24 can't tell yet",
            "r2 24 can't tell yet",
            "r3 24 can't tell yet",
            "r4 24 can't tell yet",
            "r5 24 clearly below",
            "r6 1 too few");
    assertThat(remorse.name(WORST)).isEqualTo("Rep 5");
    assertThat(remorse.name("r6")).isEmpty();
    assertThat(counts(remorse, WORST)).isEqualTo(new Counts(24, 16, 8, 7, 0));
    assertThat(counts(compare(Metric.HAPPY_TO_PAY, Segment.ALL, NOW), "r0"))
        .isEqualTo(new Counts(24, 2, 22, 19, 0));
  }

  /** The last day of a deal's 30 is over: it counts from the day after. */
  @Test
  void aDealCountsOnceItsWindowIsOver() {
    assertThat(counts(compare(Metric.REMORSE, Segment.ALL, NOW), "r0").won()).isEqualTo(24);
    assertThat(counts(compare(Metric.REMORSE, Segment.ALL, AsOf.day(NOW.day() + 1)), "r0").won())
        .isEqualTo(25);
    assertThat(compare(Metric.REFERRAL, Segment.ALL, NOW).comparison().standings()).isEmpty();
  }

  @Test
  void comparesWhatWasKnownOnADay() {
    AsOf before = new AsOf(NOW.day(), day("2026-09-09"));

    assertThat(counts(compare(Metric.REMORSE, Segment.ALL, before), WORST).remorse()).isZero();
    assertThat(counts(compare(Metric.REMORSE, Segment.ALL, NOW), WORST).remorse()).isEqualTo(16);
  }

  @Test
  void comparesDealsOfOneKindOnly() {
    Standings setups = compare(Metric.REMORSE, new Segment("setup", null), NOW);
    Standings once = compare(Metric.REMORSE, new Segment(null, Recurrence.ONE_OFF), NOW);

    assertThat(counts(setups, WORST)).isEqualTo(new Counts(12, 8, 4, 4, 0));
    assertThat(setups.comparison().standings()).isEqualTo(once.comparison().standings());
    assertThat(standing(setups, "r0").tier()).isEqualTo(Tier.TOO_FEW);
  }

  @Test
  void comparesTeamsByTheTeamOfTheCohortDay() {
    Standings teams =
        comparisons.compare(
            ScopeId.Kind.TEAM, Metric.REMORSE, Period.parse("2026-Q3"), Segment.ALL, NOW);

    assertThat(teams.comparison().standings())
        .extracting(row -> row.id() + " " + row.counts().remorse() + "/" + row.counts().won())
        .containsExactly("north 6/72", "south 20/72");
    assertThat(teams.name("north")).isEmpty();
  }

  @Test
  void drawsToTheBaselineOfTheLastMonday() {
    Comparison comparison = compare(Metric.REMORSE, Segment.ALL, NOW).comparison();
    List<Baseline> published = comparisons.baselines(ScopeId.Kind.REP, MONDAY);

    assertThat(comparison.scheduled()).isTrue();
    assertThat(published).containsAll(comparison.baselines());
    assertThat(published)
        .filteredOn(baseline -> baseline.segment().equals(Segment.ALL))
        .extracting(
            baseline ->
                baseline.component()
                    + " "
                    + baseline.successes()
                    + "/"
                    + baseline.trials()
                    + " of "
                    + baseline.units())
        .containsExactly("REMORSE 26/144 of 6", "HAPPY 102/118 of 6");
    assertThat(published).allMatch(baseline -> baseline.fittedOn() == MONDAY);
  }

  /** On the Monday before, hardly a deal was settled. */
  @Test
  void drawsToTheDealsComparedWhenTooFewWereKnownOnTheLastMonday() {
    AsOf early = AsOf.day(day("2026-10-04"));
    Comparison comparison = compare(Metric.REMORSE, Segment.ALL, early).comparison();

    assertThat(comparison.scheduled()).isFalse();
    assertThat(comparison.baselines())
        .singleElement()
        .satisfies(baseline -> assertThat(baseline.component()).isEqualTo(Component.REMORSE))
        .satisfies(baseline -> assertThat(baseline.trials()).isEqualTo(144));
  }

  @Test
  void saysWhyTheRateAtTheCompanysMixDiffers() {
    MixResult result =
        comparisons.mix(ScopeId.rep(WORST), Metric.REMORSE, Period.ALL, Segment.ALL, NOW);

    assertThat(result).isInstanceOf(MixAnswer.class);
    assertThat(((MixAnswer) result).mix().lines())
        .extracting(line -> line.kind().text() + " " + line.trials() + " " + line.companyShare())
        .containsExactlyInAnyOrder("seats, recurring 12 712329", "setup, one-off 12 287671");
  }

  @Test
  void csvHasFixedColumnsAndEmptyCellsForWhatIsNotTold() {
    String[] lines =
        StandingsText.of(compare(Metric.REMORSE, Segment.ALL, NOW), Format.CSV).split("\n", -1);

    assertThat(lines).hasSize(REPS + 3);
    assertThat(lines[0])
        .isEqualTo(
            "id,name,n,rate,rate_low,rate_high,shrunk_rate,shrunk_low,shrunk_high,tier,rank_best,"
                + "rank_worst,more_needed,adjusted_rate,adjusted_low,adjusted_high,"
                + "adjusted_covered,company_rate,baseline,false_discovery_percent,"
                + "definition_version,as_of,as_known_on,metric,period,product_line,recurrence");
    assertThat(lines[REPS])
        .startsWith("r5,Rep 5,24,0.666667,0.467063,0.820278,")
        .contains(",clearly below,6,6,,0.666667,0.450599,0.838926,")
        .endsWith(",1.000000,0.178082,2026-11-16,5,1,2026-11-22,,remorse,all,,");
    assertThat(lines[REPS + 1])
        .startsWith("r6,,1,,,,")
        .endsWith(",too few,,,,,,,,0.178082,2026-11-16,5,1,2026-11-22,,remorse,all,,");
  }

  @Test
  void tableSaysWhatItsColumnsAre() {
    String table = StandingsText.of(compare(Metric.REMORSE, Segment.ALL, NOW), Format.TABLE);

    assertThat(table)
        .contains(
            "remorse, period all, all products: deals signed up to 2026-10-22, as of 2026-11-22",
            "company 17.8% of 146 deals; above means less",
            "usual of 6 reps (baseline of 2026-11-16), the more the fewer deals",
            "at most 5 in 100 expected wrong")
        .containsPattern("r0 +Rep 0 +24 +8.3% +2-26% +[0-9.]+% +can't tell yet +~[0-9]+ more +8.8%")
        .containsPattern("- +r6 +1 +- +[0-9.]+% +too few +-");
    assertThat(table.lines().mapToInt(String::length).max().orElse(0)).isLessThan(100);
  }

  @Test
  void tableAndJsonSayWhyTheMixDiffers() {
    MixAnswer answer =
        (MixAnswer)
            comparisons.mix(ScopeId.rep(WORST), Metric.REMORSE, Period.ALL, Segment.ALL, NOW);

    assertThat(MixText.of(answer, Format.TABLE))
        .startsWith(
            "remorse of rep r5: 66.7% (47-82%) as counted, 66.7% (45-84%) with the company's mix (of"
                + " which 100.0% is covered)\nThe mix makes no difference.\n");
    assertThat(MixText.of(answer, Format.CSV))
        .startsWith(
            "component,product_line,recurring,trials,share,company_share,rate,company_rate,effect\n")
        .contains("\nremorse,seats,recurring,12,0.500000,0.712329,0.666667,");
    assertThat(MixText.of(answer, Format.JSON))
        .contains("\"rate\" : 0.666667", "\"adjusted\" : 0.666667", "\"product_line\" : \"seats\"");
  }

  @Test
  void refusesWhatCannotBeCompared() {
    assertThat(comparisons.mix(ScopeId.rep("r9"), Metric.REMORSE, Period.ALL, Segment.ALL, NOW))
        .isEqualTo(
            new Unknown(
                "nothing settled to compare of rep 'r9' in that period; `willingly compare --scope"
                    + " rep` lists who has"));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                comparisons.compare(
                    ScopeId.Kind.ORGANISATION, Metric.REMORSE, Period.ALL, Segment.ALL, NOW));
  }

  @Test
  void answersAnotherProcessAlike() {
    try (PeerServer server =
        PeerServer.start("secret").answer(ComparisonQueries.class, comparisons)) {
      ComparisonQueries peer =
          PeerClient.of(
              ComparisonQueries.class,
              new OwnerAddress(
                  1,
                  "demo",
                  "1",
                  "127.0.0.1:1",
                  new OwnerAddress.Pipeline(true, "willingly", "", "UTC", "abc"),
                  server.address(),
                  "secret"),
              note -> {});
      Segment seats = new Segment("seats", null);
      ScopeId worst = ScopeId.rep(WORST);

      assertThat(peer.compare(ScopeId.Kind.REP, Metric.HAPPY_TO_PAY, Period.ALL, seats, NOW))
          .isEqualTo(compare(Metric.HAPPY_TO_PAY, seats, NOW));
      assertThat(peer.mix(worst, Metric.REMORSE, Period.ALL, Segment.ALL, NOW))
          .isEqualTo(comparisons.mix(worst, Metric.REMORSE, Period.ALL, Segment.ALL, NOW));
      assertThat(peer.baselines(ScopeId.Kind.TEAM, MONDAY))
          .isEqualTo(comparisons.baselines(ScopeId.Kind.TEAM, MONDAY));
    }
  }
}
