package io.willingly.streams.query;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.willingly.metrics.fold.Outcome;
import io.willingly.metrics.fold.Reason;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.quality.Endpoint;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.tally.CellKey;
import io.willingly.streams.testing.Deliveries;
import io.willingly.streams.testing.TopologyRunner;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.TopologyTestDriver;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamsQueriesTest {
  private static final int AS_OF = day("2026-11-22");
  private static final AsOf NOW = AsOf.day(AS_OF);
  private static final Definition RULES = Definition.standard(ZoneOffset.UTC);

  private final TopologyTestDriver driver =
      TopologyRunner.driver(RULES, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
  private final Queries queries = TopologyRunner.queries(driver, RULES);

  @AfterEach
  void close() {
    driver.close();
  }

  private static int day(String date) {
    return (int) LocalDate.parse(date).toEpochDay();
  }

  private static Fact fact(
      Family family, String eventId, String customer, String date, long run, Content content) {
    Instant at = Instant.parse(date + "T10:00:00Z");
    return new Fact(
        new FactId(family, "crm", eventId),
        new Version(1, 1),
        false,
        at.getEpochSecond() * 1_000_000,
        customer,
        new Fact.Delivery(at.toEpochMilli(), run),
        content);
  }

  private void deliver(Fact fact) {
    TopologyRunner.pipe(driver, Deliveries.of(fact));
  }

  private void deal(
      String deal, String rep, DealKind kind, String date, @Nullable ReversalReason reason) {
    Content content = content(deal, rep, kind, reason);
    deliver(fact(Family.DEAL, deal + kind, "of-" + deal, date, 7, content));
  }

  private static Content content(
      String deal, String rep, DealKind kind, @Nullable ReversalReason reason) {
    Money amount = kind == DealKind.WON ? new Money(10_000, "EUR") : null;
    return new Content.Deal(
        kind, deal, amount, null, null, null, reason, null, null, null, null, null, rep, null, null,
        null, List.of());
  }

  private void answer(String deal, String date, int happy) {
    deliver(fact(Family.SURVEY, "s-" + deal, "of-" + deal, date, 0, happy(deal, happy)));
  }

  private static Content happy(@Nullable String deal, int happy) {
    return new Content.Survey(
        SurveyStep.ANSWERED,
        "s-" + deal,
        SurveyKind.PURCHASE,
        deal,
        "anna",
        Content.RespondentRole.PAYER_OR_SIGNER,
        Map.of(SurveyItem.HAPPY_WITH_PRICE, new Answer(happy, 1, 5)),
        null,
        null);
  }

  @BeforeEach
  void tell() {
    answer("d1", "2026-08-31", 5);
    deal("d1", "r1", DealKind.WON, "2026-09-01", null);
    deal("d1", "r1", DealKind.RETURNED, "2026-11-20", ReversalReason.CHANGE_OF_MIND);
    deal("d2", "r1", DealKind.WON, "2026-09-02", null);
    deal("d2", "r1", DealKind.RETURNED, "2026-09-05", ReversalReason.CHANGE_OF_MIND);
    deal("d3", "r2", DealKind.WON, "2026-11-10", null);
    answer("d3", "2026-11-12", 1);
    deal("d4", "=r3", DealKind.LOST, "2026-11-11", null);
    answer("d5", "2026-11-12", 4);
    Content.Rep ann = new Content.Rep("r1", "Ann", "north", null, null, null, null, 0);
    deliver(fact(Family.REP, "e1", "r1", "2026-11-20", 0, ann));
  }

  private Report report(ScopeId.Kind kind, String period) {
    return queries.report(kind, Period.parse(period), NOW);
  }

  private Explanation explain(ScopeId scope, Metric metric) {
    ExplainResult result = queries.explain(scope, CellKey.PRIMARY, metric, Period.ALL, NOW);
    assertThat(result).isInstanceOf(Explanation.class);
    return (Explanation) result;
  }

  @Test
  void reportsEveryScopeById() {
    assertThat(report(ScopeId.Kind.REP, "all").rows())
        .extracting(row -> row.id() + " " + row.name() + " " + row.value("won"))
        .containsExactly("=r3  0", "r1 Ann 2", "r2  1");
    assertThat(report(ScopeId.Kind.TEAM, "all").rows())
        .extracting(row -> row.id() + " " + row.value("won") + " " + row.value("lost"))
        .containsExactly("north 2 0", "~unassigned 1 1");
    assertThat(report(ScopeId.Kind.ORGANISATION, "rolling-30d").rows())
        .extracting(row -> row.id() + " " + row.value("won"))
        .containsExactly("company 1");
    assertThat(report(ScopeId.Kind.REP, "2025").rows()).isEmpty();
  }

  @Test
  void reportsWhatWasKnownOnADay() {
    Report before =
        queries.report(ScopeId.Kind.TEAM, Period.parse("2026-09"), AsOf.knownOn(day("2026-11-19")));

    assertThat(before.rows())
        .extracting(row -> row.id() + " " + row.value("remorse_90"))
        .containsExactly("~unassigned 1");
    assertThat(report(ScopeId.Kind.TEAM, "2026-09").rows())
        .extracting(row -> row.id() + " " + row.value("remorse_90"))
        .containsExactly("north 2");
  }

  @Test
  void csvBeginsWithTheFixedColumnsAndDefusesFormulas() {
    String[] lines = ReportText.of(report(ScopeId.Kind.REP, "all"), Format.CSV).split("\n", -1);

    assertThat(lines[0])
        .startsWith(
            "scope,id,role,period,won,lost,remorse_30,remorse_rate_30,answered,kept_answered,"
                + "kept_happy,happy_to_pay_rate,surveys_delivered,surveys_answered,referred_90,"
                + "referral_rate_90,");
    assertThat(lines[1]).startsWith("rep,'=r3,PRIMARY,all,0,1,0,,0,0,0,,0,0,0,,");
    assertThat(lines[2])
        .startsWith("rep,r1,PRIMARY,all,2,0,1,0.500000,1,1,1,0.500000,1,1,0,0.000000,");
    assertThat(lines).hasSize(5);
    assertThat(lines[4]).isEmpty();
  }

  @Test
  void jsonHasNumbersAndNulls() {
    String json = ReportText.of(report(ScopeId.Kind.REP, "all"), Format.JSON);

    assertThat(json)
        .contains("\"happy_to_pay_rate\" : 0.500000", "\"happy_to_pay_rate\" : null")
        .contains("\"EUR\" : 20000");
    assertThat(json)
        .contains(
            "\"remorse_rate_30\" : {\n        \"state\" : \"too few\",\n        \"value\" : null,\n        \"numerator\" : 1,\n        \"denominator\" : 2,");
  }

  /** Two deals are no rate: the count is shown, not the percentage. */
  @Test
  void ofTooFewTheTableShowsNoPercentage() {
    assertThat(ReportText.of(report(ScopeId.Kind.REP, "all"), Format.TABLE))
        .containsPattern("r1 +Ann +PRIMARY +2 +too few +1 +too few +too few +too few");
  }

  @Test
  void viewsHaveARowForEachRateAndWindow() {
    Report report = report(ScopeId.Kind.REP, "all");

    assertThat(ReportText.of(report, ReportText.View.RATES, Format.CSV))
        .startsWith(
            """
            scope,id,role,period,as_of,definition_version,rate,state,value,numerator,denominator,eligible,coverage,response_rate,low,high,jeffreys_low,jeffreys_high,worst_low,worst_high
            rep,r1,PRIMARY,all,2026-11-22,1,remorse_rate_30,too few,,1,2,2,1.000000,,,,,,,
            """);
    assertThat(ReportText.of(report, ReportText.View.MATURITY, Format.CSV))
        .startsWith(
            """
            scope,id,role,period,as_of,definition_version,outcome,days,state,won,observed,settled,settled_observed,longest_follow_up,expected,low,high
            rep,r1,PRIMARY,all,2026-11-22,1,remorse,14,too few,2,1,2,1,82,,,
            """);
  }

  @Test
  void curveTellsEachDayOfWhoeverIsKnown() {
    CurveResult curve =
        queries.curve(ScopeId.rep("r1"), Endpoint.REMORSE, Period.ALL, AsOf.day(AS_OF));

    assertThat(CurveText.of((Curve) curve, Format.CSV))
        .isEqualTo(
            """
            day,at_risk,events,censored,share,low,high
            3,2,1,0,0.500000,0.089590,0.994017
            80,1,1,0,1.000000,0.206549,1.000000
            """);
    assertThat(queries.curve(ScopeId.rep("r9"), Endpoint.REMORSE, Period.ALL, AsOf.day(AS_OF)))
        .isInstanceOf(Unknown.class);
  }

  /** R21: a reversal after the window and a survey before the deal are both in the cohort. */
  @Test
  void explainsEveryDealAndSumsToTheReport() {
    Explanation remorse = explain(ScopeId.rep("r1"), Metric.REMORSE);

    assertThat(ExplanationText.of(remorse, Format.CSV))
        .isEqualTo(
            """
            deal,customer,rep,cohort_day,in_numerator,in_denominator,reason,evidence
            d1,of-d1,r1,2026-09-01,0,1,OUTSIDE_WINDOW,SIGNING day 0 crm/d1WON; REVERSAL day 80 N=90 crm/d1RETURNED; ANSWER day 0 crm/s-d1
            d2,of-d2,r1,2026-09-02,1,1,TOOK_IT_BACK,"SIGNING day 0 crm/d2WON; REVERSAL day 3 N=14,30,60,90 crm/d2RETURNED"
            """);
    for (Metric metric : Metric.values()) {
      for (ScopeId scope :
          List.of(
              ScopeId.rep("r1"),
              ScopeId.rep("=r3"),
              ScopeId.team("north"),
              ScopeId.team("~unassigned"),
              ScopeId.organisation("company"))) {
        Explanation explanation = explain(scope, metric);
        assertThat(explanation.sum()).as("%s %s", scope, metric).isEqualTo(explanation.reported());
      }
    }
    assertThat(explain(ScopeId.organisation("company"), Metric.REFERRAL).deals()).hasSize(3);
    assertThat(explain(ScopeId.organisation("company"), Metric.HAPPY_TO_PAY).deals())
        .extracting(deal -> deal.deal() + " " + deal.reason() + " " + deal.inDenominator())
        .containsExactly("d1 HAPPY 1", "d2 TOOK_IT_BACK 0", "d3 NOT_HAPPY 1");
  }

  @Test
  void anUnknownIdIsNotANumberOfZero() {
    assertThat(queries.explain(ScopeId.rep("r9"), CellKey.PRIMARY, Metric.REMORSE, Period.ALL, NOW))
        .isEqualTo(
            new Unknown("no rep 'r9'; `willingly report --scope rep` lists those there are"));
    assertThat(
            queries.explain(
                ScopeId.organisation("x"), CellKey.PRIMARY, Metric.REMORSE, Period.ALL, NOW))
        .isInstanceOf(Unknown.class);
    assertThat(queries.deal("d9", NOW))
        .isEqualTo(
            new Unknown("no deal 'd9': no event names it; `willingly explain` lists won deals"));
  }

  @Test
  void tellsTheCaseOfADeal() {
    CaseResult result = queries.deal("d1", NOW);

    assertThat(result).isInstanceOf(CaseFile.class);
    assertThat(CaseFileText.of((CaseFile) result))
        .contains("deal d1 of customer of-d1", "took it back on day 80")
        .contains("survey PURCHASE ANSWERED, answers happy with price 5 (of 1 to 5)")
        .contains("2026-11-20T10:00:00Z", "COUNTED");
  }

  @Test
  void tellsOfTheSaveListWhetherTheWindowIsOver() {
    CaseFile before = (CaseFile) queries.deal("d3", AsOf.day(AS_OF + 18));
    CaseFile after = (CaseFile) queries.deal("d3", AsOf.day(AS_OF + 19));

    assertThat(CaseFileText.of(before)).contains("  on the save list      unhappy until");
    assertThat(CaseFileText.of(after)).contains("  was on the save list  unhappy until");
  }

  @Test
  void tellsTheCaseAsItLookedOnADay() {
    CaseFile before = (CaseFile) queries.deal("d1", AsOf.knownOn(day("2026-11-19")));
    CaseFile waiting = (CaseFile) queries.deal("d1", AsOf.knownOn(day("2026-08-31")));

    assertThat(CaseFileText.of(before))
        .contains(
            "deal d1 of customer of-d1, as it looked on 2026-11-19", "happy with the price  yes")
        .contains("COUNTED")
        .doesNotContain("took it back", "RETURNED", "PENDING");
    assertThat(CaseFileText.of(waiting)).contains("neither won nor lost yet", "PENDING NO_DEAL");
    assertThat(queries.deal("d1", AsOf.knownOn(day("2026-08-30"))))
        .isEqualTo(
            new Unknown(
                "no deal 'd1': no event that names it had arrived by 2026-08-30; `willingly explain`"
                    + " lists won deals"));
  }

  @Test
  void listsWhoCanStillBeHelped() {
    assertThat(queries.saveList(NOW).entries())
        .extracting(entry -> entry.deal() + " " + entry.daysLeft() + " " + entry.reasons())
        .containsExactly("d3 18 [UNHAPPY]");
    assertThat(queries.saveList(AsOf.day(AS_OF + 19)).entries()).isEmpty();
    assertThat(SaveListText.of(queries.saveList(NOW), Format.CSV))
        .contains("of-d3,d3,r2,2026-11-10,18,UNHAPPY,");
  }

  @Test
  void listsWhoCouldBeHelpedAsItLookedOnADay() {
    deliver(
        revised(
            fact(Family.SURVEY, "s-d3", "of-d3", "2026-11-12", 0, happy("d3", 5)), "2026-11-15"));

    assertThat(queries.saveList(NOW).entries()).isEmpty();
    assertThat(queries.saveList(AsOf.knownOn(day("2026-11-14"))).entries())
        .extracting(entry -> entry.deal() + " " + entry.daysLeft() + " " + entry.reasons())
        .containsExactly("d3 26 [UNHAPPY]");
    assertThat(queries.saveList(AsOf.knownOn(day("2026-11-11"))).entries()).isEmpty();
  }

  @Test
  void tellsWhatWaitedOnADay() {
    assertThat(queries.pending(AsOf.knownOn(day("2026-08-31"))).entries())
        .extracting(entry -> entry.event() + " " + entry.reason())
        .containsExactly("s-d1 NO_DEAL");
    assertThat(queries.pending(AsOf.knownOn(day("2026-09-01"))).entries()).isEmpty();
  }

  @Test
  void tellsWhatWaitsAndSinceWhen() {
    assertThat(queries.pending(NOW).entries())
        .containsExactly(
            new Pending.Entry(
                "2026-11-12T10:00:00Z",
                Reason.NO_DEAL,
                "crm",
                "survey-events",
                "s-d5",
                "of-d5",
                "d5"));
  }

  @Test
  void tellsWhatWouldCureIt() {
    Content floating = happy(null, 5);
    deliver(fact(Family.SURVEY, "s-x", "of-x", "2026-11-13", 0, floating));
    deliver(fact(Family.SURVEY, "s-d1-other", "of-y", "2026-11-11", 0, happy("d1", 4)));

    List<WaitingGroup> groups = WaitingGroup.of(queries.pending(NOW), queries, NOW);

    assertThat(groups)
        .extracting(WaitingGroup::reason)
        .containsExactly(Reason.NO_DEAL, Reason.NO_SIGNED_DEAL);
    assertThat(groups.get(0).facts()).hasSize(2);
    assertThat(groups.get(0).cure())
        .startsWith("deal d1 is known, of customer of-d1, and not of customer of-y: ");
    assertThat(groups.get(1).cure()).startsWith("customer of-x has no deal signed at or before it");
    assertThat(groups)
        .allSatisfy(
            group ->
                assertThat(group.cure())
                    .endsWith(
                        "an alias does that only where the mapping makes the events of 'objects:'"));
    assertThat(PendingText.summary(groups))
        .contains(
            "2 of crm (survey-events) wait, the oldest since 2026-11-11", "What to do: deal d1");
    assertThat(PendingText.of(groups).of(Format.CSV).lines()).hasSize(4);
  }

  @Test
  void nothingHasSentTheDealThatIsNowhere() {
    assertThat(WaitingGroup.of(queries.pending(NOW), queries, NOW))
        .singleElement()
        .satisfies(
            group ->
                assertThat(group.cure()).startsWith("nothing has sent deal d5 of customer of-d5"));
  }

  @Test
  void theLedgerAddsUpForAllAndForARun() {
    Ledger all = queries.ledger();

    assertThat(all.delivered()).isEqualTo(10);
    assertThat(all.total(Outcome.PENDING)).isEqualTo(1);
    assertThat(all.total(Outcome.COUNTED)).isEqualTo(9);
    assertThat(all.ofRun(7).delivered()).isEqualTo(6);
  }

  /** R42: the answer to D6 waits while its WON is of another deal. */
  @Test
  void tellsTheCaseOfADealThatItsFoundingFactHasLeft() {
    deal("d6", "r1", DealKind.WON, "2026-11-01", null);
    answer("d6", "2026-11-02", 5);

    Content won = content("d7", "r1", DealKind.WON, null);
    deliver(revised(fact(Family.DEAL, "d6WON", "of-d6", "2026-11-01", 0, won), "2026-11-01"));

    assertThat(caseFile("d6")).contains("survey PURCHASE ANSWERED", "PENDING NO_DEAL");
    assertThat(caseFile("d7")).contains("deal WON").doesNotContain("survey");
  }

  @Test
  void knowsNoDealThatNothingNamesAnyMore() {
    deal("d6", "r1", DealKind.WON, "2026-11-01", null);

    Content won = content("d7", "r1", DealKind.WON, null);
    deliver(revised(fact(Family.DEAL, "d6WON", "of-d6", "2026-11-01", 0, won), "2026-11-01"));

    assertThat(queries.deal("d6", NOW)).isInstanceOf(Unknown.class);
  }

  private String caseFile(String dealId) {
    CaseResult result = queries.deal(dealId, NOW);
    assertThat(result).isInstanceOf(CaseFile.class);
    return CaseFileText.of((CaseFile) result);
  }

  /** Its next revision, which arrives on a day. */
  private static Fact revised(Fact fact, String arrival) {
    return new Fact(
        fact.id(),
        new Version(2, 1),
        false,
        fact.occurredAt(),
        fact.customerId(),
        new Fact.Delivery(Instant.parse(arrival + "T10:00:00Z").toEpochMilli(), 0),
        fact.content());
  }
}
