package io.willingly.streams.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.willingly.metrics.comparison.Comparison;
import io.willingly.metrics.comparison.Segment;
import io.willingly.metrics.comparison.Standing;
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
import io.willingly.metrics.quality.Column;
import io.willingly.metrics.quality.Columns;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.scope.Tenure;
import io.willingly.metrics.tally.CellKey;
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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.TopologyTestDriver;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Asks one company; no question changes it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamsBoardsTest {
  private static final Definition RULES = Definition.standard(ZoneOffset.UTC);
  private static final AsOf NOW = AsOf.day(day("2026-11-22"));
  private static final AsOf THEN = new AsOf(NOW.day(), day("2026-09-11"));
  private static final ScopeId COMPANY = ScopeId.organisation("company");
  private static final Segment SEATS = new Segment("seats", null);
  private static final Segment ONCE = new Segment(null, Recurrence.ONE_OFF);
  private static final String WORST = "r5";

  private final TopologyTestDriver driver =
      TopologyRunner.driver(RULES, new TestClock(LocalDate.EPOCH));
  private final Queries queries = TopologyRunner.queries(driver, RULES);
  private final ComparisonQueries comparisons = TopologyRunner.comparisons(driver, RULES);
  private final BoardQueries boards = TopologyRunner.boards(driver, RULES);

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
    Content content =
        new Content.Deal(
            kind,
            deal,
            kind == DealKind.WON ? new Money(10_000, "EUR") : null,
            null,
            seats ? "seats" : "setup",
            seats,
            kind == DealKind.RETURNED ? ReversalReason.CHANGE_OF_MIND : null,
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

  private void call(String rep, String date) {
    Content content =
        new Content.Call(
            "c-" + rep,
            null,
            rep,
            Content.StartedBy.CUSTOMER,
            60_000L,
            20_000L,
            30_000L,
            null,
            null,
            null,
            null,
            null,
            Map.of(),
            null,
            null,
            null,
            null);
    deliver(Family.CALL, "c-" + rep, "of-call-" + rep, date, content);
  }

  private void rep(String id, String team, String hired, String date) {
    Content.Rep entry =
        new Content.Rep(
            id,
            "Rep " + id,
            team,
            "emea",
            "closer",
            "mid",
            hired.isEmpty() ? null : (Long) LocalDate.parse(hired).toEpochDay(),
            day(date));
    deliver(Family.REP, "e-" + id + date, id, date, entry);
  }

  /**
   * Six reps in two teams, 24 deals each, half of them seats; 16 of those of r5 come back, two of
   * each other's: the deals of July after more than 30 days.
   */
  @BeforeAll
  void tell() {
    String[] hired = {"2026-01-01", "2024-11-22", "2021-11-23", "2021-11-22", "2023-11-22", ""};
    for (int number = 0; number < hired.length; number++) {
      String id = "r" + number;
      rep(id, number < 3 ? "north" : "south", hired[number], "2026-07-01");
      call(id, "2026-09-02");
      for (int sold = 0; sold < 24; sold++) {
        String deal = id + "-" + sold;
        boolean seats = sold % 2 == 0;
        deal(deal, id, seats, DealKind.WON, sold % 3 == 0 ? "2026-07-31" : "2026-09-01");
        if (sold < (id.equals(WORST) ? 16 : 2)) {
          deal(deal, id, seats, DealKind.RETURNED, "2026-09-10");
        } else {
          answer(deal, "2026-09-12", sold % 8 == 7 ? 2 : 5);
        }
      }
    }
    deal("lost", "r0", true, DealKind.LOST, "2026-10-01");
    deal("nobody", null, true, DealKind.WON, "2026-09-01");
    deal("young", "r6", true, DealKind.WON, "2026-11-20");
    rep("r1", "south", "2024-11-22", "2026-11-01");
    rep("idle", "south", "", "2026-11-01");
  }

  private Report.Row row(Report report, String id) {
    return report.rows().stream().filter(row -> row.id().equals(id)).findFirst().orElseThrow();
  }

  private Report.Row primary(ScopeId scope, Period period, AsOf asOf) {
    return row(queries.report(scope.kind(), period, asOf), scope.id());
  }

  private static List<String> counts(boolean ofCalls) {
    return Columns.of(RULES).all().stream()
        .filter(column -> column.kind() == Column.Kind.COUNT)
        .map(Column::name)
        .filter(column -> Columns.ofCalls().contains(column) == ofCalls)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theKindsOfDealsSumToTheWhole(boolean past) {
    AsOf asOf = past ? THEN : NOW;
    Split split = boards.split(COMPANY, Period.ALL, asOf);
    Report.Row whole = primary(COMPANY, Period.ALL, asOf);

    assertThat(split.rows())
        .extracting(row -> row.productLine() + " " + row.recurring())
        .containsExactly("seats RECURRING", "setup ONE_OFF");
    for (String column : counts(false)) {
      assertThat(
              split.rows().stream()
                  .mapToLong(row -> Long.parseLong(row.numbers().value(column)))
                  .sum())
          .as(column)
          .isEqualTo(Long.parseLong(whole.value(column)));
    }
  }

  @Test
  void callsAreOfNoKindOfDeal() {
    assertThat(counts(true)).containsExactly("calls");
    assertThat(primary(COMPANY, Period.ALL, NOW).value("calls")).isEqualTo("6");
    Segment unknown = new Segment("", Recurrence.UNKNOWN);
    assertThat(boards.report(ScopeId.Kind.REP, Period.ALL, unknown, NOW).rows()).isEmpty();
    Report seats = boards.report(ScopeId.Kind.REP, Period.ALL, SEATS, NOW);
    assertThat(seats.rows())
        .allSatisfy(
            row ->
                assertThat(Columns.ofCalls()).allSatisfy(c -> assertThat(row.value(c)).isEmpty()))
        .allSatisfy(
            row ->
                assertThat(row.rates()).noneMatch(rate -> Columns.ofCalls().contains(rate.rate())));
    assertThat(ReportText.json(seats).at("/rows/1/calls").isNull()).isTrue();
  }

  @Test
  void aFilterAppliesToNumeratorAndDenominator() {
    Report.Row worst = row(boards.report(ScopeId.Kind.REP, Period.ALL, SEATS, NOW), WORST);

    assertThat(worst.value("won")).isEqualTo("12");
    assertThat(worst.value("remorse_30")).isEqualTo("5");
    assertThat(worst.value("remorse_rate_30")).isEqualTo("0.416667");
    assertThat(worst.value("kept_answered")).isEqualTo("4");
    assertThat(worst.rate("remorse_rate_30").orElseThrow())
        .satisfies(rate -> assertThat(rate.numerator()).isEqualTo(5))
        .satisfies(rate -> assertThat(rate.denominator()).isEqualTo(12));
    assertThat(boards.report(ScopeId.Kind.ORGANISATION, Period.ALL, SEATS, NOW).rows())
        .containsExactly(boards.split(COMPANY, Period.ALL, NOW).rows().get(0).numbers());
  }

  @Test
  void withoutAFilterItIsTheReportOfThePrimaryRole() {
    assertThat(boards.report(ScopeId.Kind.TEAM, Period.ALL, Segment.ALL, THEN).rows())
        .isEqualTo(
            queries.report(ScopeId.Kind.TEAM, Period.ALL, THEN).rows().stream()
                .filter(row -> row.role().equals(CellKey.PRIMARY))
                .toList());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aSeriesIsTheReportOfEachPeriod(boolean past) {
    AsOf asOf = past ? THEN : NOW;
    List<Period> months = Period.between(Period.Kind.MONTH, day("2026-06-15"), day("2026-11-22"));
    for (ScopeId scope : List.of(COMPANY, ScopeId.team("north"), ScopeId.rep(WORST))) {
      for (Segment segment : List.of(Segment.ALL, ONCE)) {
        for (Series.Point point : boards.series(scope, months, segment, asOf).points()) {
          assertThat(point.numbers())
              .isEqualTo(
                  row(boards.report(scope.kind(), point.period(), segment, asOf), scope.id()));
        }
      }
    }
    assertThat(boards.series(COMPANY, months, Segment.ALL, NOW).points())
        .extracting(
            point ->
                "%s %s %s %s"
                    .formatted(
                        point.period(),
                        point.numbers().value("won"),
                        point.settled(),
                        point.settledShare()))
        .containsExactly(
            "2026-07 48 true 1000000",
            "2026-09 97 false 0",
            "2026-10 0 false null",
            "2026-11 1 false 0");
    assertThat(boards.series(COMPANY, months, ONCE, NOW).points())
        .extracting(point -> point.period().toString())
        .containsExactly("2026-07", "2026-09");
  }

  @ParameterizedTest
  @EnumSource(ScopeId.Kind.class)
  void aRowIsThatOfTheReport(ScopeId.Kind kind) {
    for (AsOf asOf : List.of(NOW, THEN)) {
      List<Report.Row> all = queries.report(kind, Period.ROLLING_90D, asOf).rows();
      String id = all.get(0).id();

      assertThat(boards.row(new ScopeId(kind, id), Period.ROLLING_90D, Segment.ALL, asOf).rows())
          .isNotEmpty()
          .isEqualTo(all.stream().filter(row -> row.id().equals(id)).toList());
    }
    assertThat(boards.row(new ScopeId(kind, "none"), Period.ALL, Segment.ALL, NOW).rows())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-09-01", "2026-09-10", "2026-09-12", "2026-10-01", "2026-11-01"})
  void todayIsWhatTheReportKnowsMoreThanTheDayBefore(String date) {
    int day = day(date);
    for (ScopeId scope : List.of(COMPANY, ScopeId.team("south"), ScopeId.rep("r1"))) {
      Map<String, Long> counts = boards.today(scope, AsOf.day(day)).counts();
      Report.Row after = primary(scope, Period.ALL, new AsOf(NOW.day(), day));
      Report before = queries.report(scope.kind(), Period.ALL, new AsOf(NOW.day(), day - 1));

      assertThat(counts.keySet()).containsExactlyElementsOf(Today.COLUMNS);
      counts.forEach(
          (column, count) ->
              assertThat(count)
                  .as(scope + " " + column)
                  .isEqualTo(number(after, column) - number(row(before, scope.id()), column)));
    }
  }

  private static long number(Report.Row row, String column) {
    return Long.parseLong(row.value(column));
  }

  @Test
  void todayTellsOfTheDayAsFarAsItIsKnown() {
    assertThat(boards.today(COMPANY, AsOf.day(day("2026-09-10"))).counts())
        .containsEntry("remorse_30", 15L)
        .containsEntry("won", 0L);
    assertThat(boards.today(COMPANY, new AsOf(day("2026-09-10"), day("2026-09-09"))).counts())
        .allSatisfy((column, count) -> assertThat(count).isZero());
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void aBoardJoinsReportComparisonAndDirectory(Metric metric) {
    for (Segment segment : List.of(Segment.ALL, SEATS)) {
      Board board = boards.board(ScopeId.Kind.REP, metric, Period.ALL, segment, NOW);
      Comparison comparison =
          comparisons.compare(ScopeId.Kind.REP, metric, Period.ALL, segment, NOW).comparison();
      Report report = boards.report(ScopeId.Kind.REP, Period.ALL, segment, NOW);

      assertThat(board.companyRate()).isEqualTo(comparison.companyRate());
      assertThat(board.rows())
          .extracting(Board.Row::id)
          .containsExactlyInAnyOrder("r0", "r1", "r2", "r3", "r4", "r5", "r6");
      for (Board.Row row : board.rows()) {
        Report.Row reported = row(report, row.id());
        assertThat(reported.values()).containsAllEntriesOf(row.numbers().values());
        assertThat(row.numbers().rate(metric.rate())).isEqualTo(reported.rate(metric.rate()));
        assertThat(row.standing())
            .isEqualTo(
                comparison.standings().stream()
                    .filter(standing -> standing.id().equals(row.id()))
                    .findFirst()
                    .orElse(null));
        assertThat(row.weight()).isEqualTo(weight(row.standing(), comparison.companyRate()));
      }
      assertThat(board.rows())
          .isSortedAccordingTo(
              Comparator.comparingLong((Board.Row row) -> -row.weight())
                  .thenComparing(row -> -number(row.numbers(), "bar_not_happy"))
                  .thenComparing(row -> -number(row.numbers(), "won"))
                  .thenComparing(Board.Row::id));
    }
  }

  private static long weight(@Nullable Standing standing, @Nullable Long companyRate) {
    if (standing == null || standing.direction() == null || companyRate == null) {
      return 0;
    }
    double distance = Math.abs(standing.shrunk().rate() - companyRate) / 1e6;
    return Math.round(standing.counts().won() * distance * standing.direction());
  }

  @Test
  void whoMattersMostComesFirst() {
    Board board = boards.board(ScopeId.Kind.REP, Metric.REMORSE, Period.ALL, Segment.ALL, NOW);
    Board.Row first = board.rows().get(0);
    Board.Row last = board.rows().get(6);

    assertThat(first.id()).isEqualTo(WORST);
    assertThat(Objects.requireNonNull(first.standing()).direction()).isGreaterThan(999_000L);
    assertThat(last.id()).isEqualTo("r6");
    assertThat(last.standing()).isNull();
    assertThat(last.rep()).isNull();
    assertThat(last.weight()).isZero();
    assertThat(ids(board.sorted(BoardOrder.RATE)))
        .containsExactlyElementsOf(List.of("r0", "r1", "r2", "r3", "r4", "r5", "r6"));
    assertThat(ids(board.sorted(BoardOrder.WON)))
        .containsExactly("r0", "r1", "r2", "r3", "r4", "r5", "r6");
  }

  private static List<String> ids(Board board) {
    return board.rows().stream().map(Board.Row::id).toList();
  }

  @Test
  void aTeamsRowsStandWhereTheyStandAmongAll() {
    Board all = boards.board(ScopeId.Kind.REP, Metric.REMORSE, Period.ALL, Segment.ALL, NOW);
    Board south = all.only("south", null, null);

    assertThat(ids(south)).containsExactlyInAnyOrder("r1", "r3", "r4", "r5");
    assertThat(all.rows()).containsAll(south.rows());
    assertThat(ids(all.only("south", "mid", Tenure.OVER_5_YEARS))).containsExactly("r3");
    assertThat(ids(all.only(ScopeId.UNASSIGNED, null, null))).containsExactly("r6");
    assertThat(ids(all.only(null, "large", null))).isEmpty();
    Board teams = boards.board(ScopeId.Kind.TEAM, Metric.REMORSE, Period.ALL, Segment.ALL, NOW);
    assertThat(ids(teams)).containsExactlyInAnyOrder("north", "south");
    assertThat(ids(teams.only("south", null, null))).containsExactly("south");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                boards.board(
                    ScopeId.Kind.ORGANISATION, Metric.REMORSE, Period.ALL, Segment.ALL, NOW));
  }

  @Test
  void theDirectoryIsThatOfTheDay() {
    assertThat(boards.directory(NOW).reps())
        .extracting(rep -> rep.id() + " " + rep.team() + ", " + rep.tenure().text())
        .containsExactly(
            "idle south, unknown",
            "r0 north, under 1 year",
            "r1 south, 1 to 3 years",
            "r2 north, 3 to 5 years",
            "r3 south, over 5 years",
            "r4 south, 3 to 5 years",
            "r5 south, unknown");
    assertThat(boards.directory(AsOf.day(day("2026-10-31"))).reps())
        .extracting(rep -> rep.id() + " " + rep.team())
        .containsExactly("r0 north", "r1 north", "r2 north", "r3 south", "r4 south", "r5 south");
  }

  @Test
  void saysWhichScopesThereAre() {
    assertThat(boards.unknown(COMPANY)).isNull();
    assertThat(boards.unknown(ScopeId.rep("idle"))).isNull();
    assertThat(boards.unknown(ScopeId.team("east")))
        .isEqualTo(
            new Unknown("no team 'east'; `willingly report --scope team` lists those there are"));
  }

  @Test
  void jsonAndCsvNameWhatIsTold() {
    Board board = boards.board(ScopeId.Kind.REP, Metric.REMORSE, Period.ALL, SEATS, NOW);
    JsonNode first = BoardText.json(board, id -> 3).at("/rows/0");
    Split split = boards.split(COMPANY, Period.ALL, NOW);
    Series series = boards.series(COMPANY, List.of(Period.ALL), Segment.ALL, NOW);

    assertThat(first.get("tenure").asText()).isEqualTo("unknown");
    assertThat(first.get("contested").asInt()).isEqualTo(3);
    assertThat(first.has("metric")).isFalse();
    assertThat(first.get("hired_on").isNull()).isFalse();
    assertThat(BoardText.of(board, id -> 3, Format.CSV).lines().findFirst().orElseThrow())
        .isEqualTo(
            "id,name,team,segment,region,role,hired_on,tenure,won,bar_happy,bar_not_happy,"
                + "bar_no_word,kept_answered,state,rate,low,high,shrunk,shrunk_low,shrunk_high,"
                + "tier,rank_best,rank_worst,more_needed,more_needed_over,adjusted,weight,"
                + "contested,metric,period,product_line,recurrence");
    assertThat(BoardText.of(board, id -> 3, Format.CSV))
        .contains("\nr5,Rep r5,south,mid,emea,closer,,unknown,12,")
        .contains("\nr6,,,,,,,,1,")
        .contains(",3,remorse,all,seats,\n");
    assertThat(BoardText.of(board, id -> 3, Format.TABLE)).contains("Rep r5");
    assertThat(SplitText.json(split).at("/rows/0/recurrence").asText()).isEqualTo("recurring");
    assertThat(SplitText.of(split, Format.CSV)).startsWith("product_line,recurrence,won,lost,");
    assertThat(SplitText.of(split, Format.TABLE)).contains("setup", "one-off");
    assertThat(SeriesText.json(series).at("/rows/0/rates/remorse_rate_30/denominator").asLong())
        .isEqualTo(146);
    assertThat(SeriesText.of(series, Format.CSV))
        .startsWith("period,first,last,settled,settled_share,product_line,recurrence,won,lost,")
        .contains("\nall,");
    assertThat(SeriesText.of(series, Format.TABLE)).contains("146");
    assertThat(DirectoryText.of(boards.directory(NOW), Format.CSV))
        .contains("\nr0,Rep r0,north,mid,emea,closer,2026-01-01,under 1 year\n");
    assertThat(TodayText.of(boards.today(COMPANY, NOW), Format.CSV))
        .isEqualTo(
            """
            scope,id,day,won,lost,answered,told_happy,told_unhappy,remorse_30,referrals,grumbled
            organisation,company,2026-11-22,0,0,0,0,0,0,0,0
            """);
  }

  @Test
  void answersAnotherProcessAlike() {
    try (PeerServer server = PeerServer.start("secret").answer(BoardQueries.class, boards)) {
      BoardQueries peer =
          PeerClient.of(
              BoardQueries.class,
              new OwnerAddress(
                  1,
                  "demo",
                  "1",
                  "127.0.0.1:1",
                  new OwnerAddress.Pipeline(true, "willingly", "", "UTC", "abc"),
                  server.address(),
                  "secret"),
              note -> {});
      List<Period> months = Period.between(Period.Kind.MONTH, day("2026-07-01"), NOW.day());

      assertThat(peer.report(ScopeId.Kind.REP, Period.ALL, SEATS, NOW))
          .isEqualTo(boards.report(ScopeId.Kind.REP, Period.ALL, SEATS, NOW));
      assertThat(peer.row(COMPANY, Period.ALL, Segment.ALL, NOW))
          .isEqualTo(boards.row(COMPANY, Period.ALL, Segment.ALL, NOW));
      assertThat(peer.split(COMPANY, Period.ALL, NOW))
          .isEqualTo(boards.split(COMPANY, Period.ALL, NOW));
      assertThat(peer.series(COMPANY, months, ONCE, NOW))
          .isEqualTo(boards.series(COMPANY, months, ONCE, NOW));
      assertThat(peer.board(ScopeId.Kind.REP, Metric.REMORSE, Period.ALL, SEATS, NOW))
          .isEqualTo(boards.board(ScopeId.Kind.REP, Metric.REMORSE, Period.ALL, SEATS, NOW));
      assertThat(peer.directory(NOW)).isEqualTo(boards.directory(NOW));
      assertThat(peer.today(COMPANY, NOW)).isEqualTo(boards.today(COMPANY, NOW));
      assertThat(peer.unknown(COMPANY)).isNull();
      assertThat(peer.unknown(ScopeId.rep("x"))).isEqualTo(boards.unknown(ScopeId.rep("x")));
    }
  }
}
