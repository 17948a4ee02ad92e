package io.willingly.streams.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.event.Restatement;
import io.willingly.event.RestatementKey;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.quality.Headline;
import io.willingly.metrics.quality.Headline.Fraction;
import io.willingly.metrics.scope.Restatement.At;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.tally.Cause;
import io.willingly.metrics.tally.Causes;
import io.willingly.schemas.quality.RestatementCodec;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.demo.Company;
import io.willingly.streams.query.Restatements.Move;
import io.willingly.streams.query.Restatements.Row;
import io.willingly.streams.query.RestatementsText.Telling;
import io.willingly.streams.testing.Deliveries;
import io.willingly.streams.testing.January;
import io.willingly.streams.testing.TestClock;
import io.willingly.streams.testing.TopologyRunner;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.TopologyTestDriver;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RestatementsTest {
  private static final Definition RULES = Definition.standard(ZoneOffset.UTC);
  private static final ScopeId COMPANY = ScopeId.organisation("company");
  private static final AsOf NOW = AsOf.day(day("2026-06-01"));

  private final TopologyTestDriver driver =
      TopologyRunner.driver(RULES, new TestClock(LocalDate.EPOCH));
  private final Map<ScopeId, Map<At, Causes>> causes = new HashMap<>();
  private final Queries queries =
      TopologyRunner.queries(driver, RULES, (scope, period) -> published(scope));

  @AfterEach
  void close() {
    driver.close();
  }

  private static int day(String date) {
    return (int) LocalDate.parse(date).toEpochDay();
  }

  private void deliver(Fact fact) {
    TopologyRunner.pipe(driver, Deliveries.of(fact));
  }

  private Map<At, Causes> published(ScopeId scope) {
    TopologyRunner.records(driver, Topics.RESTATEMENTS)
        .forEach(record -> note(record.key(), record.value()));
    return causes.getOrDefault(scope, Map.of());
  }

  private void note(RestatementKey key, Restatement value) {
    ScopeId scope = new ScopeId(ScopeId.Kind.valueOf(key.getScope()), key.getId());
    int arrivalDay = (int) value.getArrivalDay().toEpochDay();
    causes
        .computeIfAbsent(scope, absent -> new HashMap<>())
        .merge(
            new At(key.getRole(), Period.parse(key.getPeriod()), arrivalDay),
            RestatementCodec.causes(value),
            Causes::plus);
  }

  private void january() {
    January.deals().forEach(this::deliver);
    deliver(January.refund());
    deliver(January.team());
    deliver(January.refundWithdrawn());
  }

  private List<Row> rows(
      ScopeId scope, @Nullable String period, @Nullable String since, AsOf asOf) {
    RestatementsResult result =
        queries.restatements(
            scope,
            period == null ? null : Period.parse(period),
            since == null ? null : (Integer) day(since),
            asOf);
    assertThat(result).isInstanceOf(Restatements.class);
    return ((Restatements) result).rows();
  }

  private static List<String> told(List<Row> rows) {
    return rows.stream()
        .map(row -> row.period() + " " + LocalDate.ofEpochDay(row.arrivalDay()))
        .toList();
  }

  @Test
  void tellsWhatEachDayChangedAndWhy() {
    january();

    Row refund = rows(COMPANY, "2026-01", null, NOW).get(0);

    assertThat(refund.closedOn()).isEqualTo(day("2026-02-10"));
    assertThat(refund.moves())
        .containsExactly(new Move(Headline.REMORSE_30, new Fraction(0, 5), new Fraction(1, 5)));
    assertThat(refund.causes().listed())
        .extracting(cause -> cause.reason() + " " + cause.eventId())
        .containsExactly("REFUNDED R-881");
  }

  @Test
  void asksForAPeriodOrSinceADayOrAsKnownOn() {
    january();

    assertThat(told(rows(COMPANY, null, null, NOW)))
        .containsExactly("2026-01 2026-02-20", "2026-Q1 2026-04-20", "2026-01 2026-04-20");
    assertThat(told(rows(COMPANY, "2026-01", "2026-02-21", NOW)))
        .containsExactly("2026-01 2026-04-20");
    assertThat(told(rows(COMPANY, null, null, AsOf.knownOn(day("2026-04-19")))))
        .containsExactly("2026-01 2026-02-20");
    assertThat(told(rows(COMPANY, "2026-02", null, NOW))).isEmpty();
    assertThat(told(rows(ScopeId.team("north"), null, null, NOW)))
        .containsExactly("2026-01 2026-03-01", "2026-Q1 2026-04-20", "2026-01 2026-04-20");
    assertThat(queries.restatements(ScopeId.rep("r9"), null, null, NOW))
        .isInstanceOf(Unknown.class);
  }

  @Test
  void printsARowForEachRateThatMoved() {
    january();
    Restatements all =
        (Restatements) queries.restatements(COMPANY, Period.parse("2026-01"), null, NOW);

    assertThat(RestatementsText.of(all, Telling.WHICH, Format.CSV).lines())
        .containsExactly(
            "scope,id,period,closed_on,arrived_on,metric,before,after,before_numerator,"
                + "before_denominator,after_numerator,after_denominator,causes,cause_count",
            "organisation,company,2026-01,2026-02-10,2026-02-20,remorse-30,0.000000,0.200000,"
                + "0,5,1,5,REFUNDED R-881 (crm),1",
            "organisation,company,2026-01,2026-02-10,2026-04-20,remorse-30,0.200000,0.000000,"
                + "1,5,0,5,RETRACTED_REFUNDED R-881 (crm),1");
    assertThat(RestatementsText.of(all, Telling.WHICH, Format.TABLE))
        .contains("20.0%", "REFUNDED R-881 (crm)");
  }

  /** A day's facts are those of all its rates: a referral is not why remorse moved. */
  @Test
  void tellsOfEachRateWhatCanHaveMovedIt() {
    Causes causes =
        cause("REFERRAL_MADE", "f-1")
            .plus(cause("CALL", "a-1"))
            .plus(cause("REFUNDED", "R-881"))
            .plus(cause("SURVEY_DELIVERED", "a-2"));
    Move remorse = new Move(Headline.REMORSE_30, new Fraction(0, 5), new Fraction(1, 5));
    Move referral = new Move(Headline.REFERRAL_90, new Fraction(0, 5), new Fraction(1, 5));
    Period january = Period.parse("2026-01");
    Row both =
        new Row(january, day("2026-02-10"), day("2026-02-20"), List.of(remorse, referral), causes);
    Row calls =
        new Row(
            january, day("2026-02-10"), day("2026-02-21"), List.of(remorse), cause("CALL", "a-3"));

    assertThat(
            RestatementsText.of(
                    new Restatements(COMPANY, NOW, 1, 0, List.of(both, calls)),
                    Telling.WHICH,
                    Format.CSV)
                .lines()
                .skip(1))
        .map(line -> line.substring(line.indexOf("1,5,") + 4))
        .containsExactly(
            "REFUNDED R-881 (crm); 3 more that day,4",
            "REFERRAL_MADE f-1 (crm); 3 more that day,4",
            "CALL a-3 (crm),1");
    assertThat(
            RestatementsText.of(
                new Restatements(COMPANY, NOW, 1, 0, List.of(both)), Telling.WHAT, Format.CSV))
        .contains(",REFUNDED; 3 more that day,4")
        .doesNotContain("R-881", "f-1", "(crm)");
  }

  private static Causes cause(String reason, String eventId) {
    return Causes.of(new Cause("crm", eventId, reason));
  }

  @Test
  void figuresToSignAreTheReportsAsKnownOnTheDay() {
    january();
    int knownOn = day("2026-03-15");
    AsOf then = AsOf.knownOn(knownOn);
    Period period = Period.parse("2026-01");

    Figures figures = queries.figures(period, knownOn, List.of());
    Figures some = queries.figures(period, knownOn, List.of("won", "remorse_30"));

    assertThat(figures.closesOn()).isEqualTo(day("2026-02-10"));
    assertThat(figures.sheets())
        .extracting(Figures.SignedSheet::csv)
        .containsExactly(
            ReportText.of(queries.report(ScopeId.Kind.ORGANISATION, period, then), Format.CSV),
            ReportText.of(queries.report(ScopeId.Kind.TEAM, period, then), Format.CSV),
            ReportText.of(queries.report(ScopeId.Kind.REP, period, then), Format.CSV));
    assertThat(figures.organisation()).containsEntry("remorse_30", "1");
    assertThat(some.sheets().get(0).csv())
        .isEqualTo(
            "scope,id,role,period,won,remorse_30\norganisation,company,PRIMARY,2026-01,5,1\n");
    assertThat(queries.figures(Period.parse("2025-01"), knownOn, List.of()).organisation())
        .isEmpty();
  }

  /** The promise of the command: before and after are what `report --as-known-on` said. */
  @Test
  void beforeAndAfterAreTheReportsOfThoseDays() {
    LocalDate from = LocalDate.of(2025, 1, 1);
    Iterator<Fact> facts = new Company(new Company.Settings(3, 12, from, ZoneOffset.UTC)).facts();
    for (int i = 0; i < 1_100; i++) {
      deliver(facts.next());
    }

    List<Row> rows = rows(COMPANY, null, null, AsOf.day(day("2026-01-01")));

    assertThat(rows).hasSizeGreaterThan(3);
    assertThat(rows).allMatch(row -> row.causes().count() > 0);
    assertThat(rows).anyMatch(row -> !row.moves().isEmpty());
    for (Row row : rows) {
      assertThat(report(row, 0)).as("after %s", row).containsAllEntriesOf(moved(row, false));
      assertThat(report(row, 1)).as("before %s", row).containsAllEntriesOf(moved(row, true));
    }
  }

  private static Map<String, String> moved(Row row, boolean before) {
    Map<String, String> rates = new HashMap<>();
    for (Move move : row.moves()) {
      String column =
          switch (move.metric()) {
            case HAPPY_TO_PAY -> "happy_to_pay_rate";
            case REMORSE_30 -> "remorse_rate_30";
            case REFERRAL_90 -> "referral_rate_90";
          };
      rates.put(column, (before ? move.before() : move.after()).rate().text());
    }
    return rates;
  }

  private Map<String, String> report(Row row, int daysBefore) {
    return queries
        .report(
            ScopeId.Kind.ORGANISATION, row.period(), AsOf.knownOn(row.arrivalDay() - daysBefore))
        .rows()
        .get(0)
        .values();
  }
}
