package io.willingly.streams.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.willingly.metrics.comparison.Segment;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.quality.Endpoint;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.tally.CellKey;
import io.willingly.streams.broker.DevBroker;
import io.willingly.streams.demo.Company;
import io.willingly.streams.query.AsOf;
import io.willingly.streams.query.Board;
import io.willingly.streams.query.BoardQueries;
import io.willingly.streams.query.ComparisonQueries;
import io.willingly.streams.query.DryRun;
import io.willingly.streams.query.DryRunText;
import io.willingly.streams.query.Metric;
import io.willingly.streams.query.NotReady;
import io.willingly.streams.query.Queries;
import io.willingly.streams.query.ReadSide;
import io.willingly.streams.query.Reading;
import io.willingly.streams.query.Reading.Outcome;
import io.willingly.streams.query.Report;
import io.willingly.streams.query.SaveList;
import io.willingly.streams.state.Stores;
import io.willingly.streams.testing.January;
import io.willingly.streams.testing.PipelineRun;
import io.willingly.streams.testing.TestClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several instances in one JVM, each with its own part of the state. */
@SuppressWarnings("NullAway.Init") // set before all tests
class InstancesIT {
  private static final LocalDate TODAY = LocalDate.parse("2026-09-30");
  private static final Definition RULES = Definition.standard(ZoneOffset.UTC);
  private static final AsOf NOW = AsOf.day((int) TODAY.toEpochDay());
  private static final AsOf THEN = AsOf.knownOn((int) TODAY.minusDays(20).toEpochDay());
  private static final ScopeId COMPANY = ScopeId.organisation("company");
  private static final Period QUARTER = Period.parse("2026-Q3");

  @TempDir static Path temp;

  private static DevBroker broker;
  private static String rep;
  private static String team;

  @BeforeAll
  static void send() {
    broker = DevBroker.start(temp.resolve("broker"), DevBroker.ANY_PORT);
    PipelineRun.createTopics(broker.bootstrapServers());
    Company company =
        new Company(
            new Company.Settings(Company.Settings.SEED, 20, TODAY.minusDays(70), ZoneOffset.UTC));
    List<Fact> facts = new ArrayList<>();
    long end = TODAY.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
    Iterator<Fact> coming = company.facts();
    for (Fact fact = coming.next(); fact.delivery().arrival() < end; fact = coming.next()) {
      facts.add(fact);
    }
    PipelineRun.send(broker.bootstrapServers(), facts);
    rep = company.topSeller().repId();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private static OneOfSeveral start(String application, String name, int standbys) {
    return new OneOfSeveral(
        broker.bootstrapServers(),
        application,
        temp.resolve(application).resolve(name),
        standbys,
        RULES,
        new TestClock(TODAY));
  }

  private static void drained(OneOfSeveral one) {
    assertThat(one.service().awaitDrained(PipelineRun.LONG, left -> {})).isTrue();
  }

  /** Waits until each has a share, so that each has to ask others. */
  private static void share(List<OneOfSeveral> all) {
    PipelineRun.await(
        () ->
            all.stream().allMatch(one -> one.parts() > 0)
                && all.stream().mapToLong(OneOfSeveral::parts).sum()
                    == (long) Stores.values().length * PipelineRun.PARTITIONS);
  }

  @Test
  void eachAnswersEveryQuestionAsOneAloneDoesAndHearsOfWhatOthersCount() {
    try (OneOfSeveral one = start("trio", "one", 0)) {
      drained(one);
      team = one.reads().boards().directory(NOW).reps().get(0).team();
      Map<String, Object> alone = answers(one);
      try (OneOfSeveral two = start("trio", "two", 0);
          OneOfSeveral three = start("trio", "three", 0)) {
        List<OneOfSeveral> all = List.of(one, two, three);
        share(all);

        for (OneOfSeveral each : all) {
          Map<String, Object> together = answers(each);
          alone.forEach(
              (question, answer) ->
                  assertThat(together.get(question)).as(question).isEqualTo(answer));
        }
        assertThat(all.stream().filter(each -> each.instances().leads())).hasSize(1);

        List<Long> before = all.stream().map(each -> each.instances().moved()).toList();
        long won = won(one);
        PipelineRun.send(broker.bootstrapServers(), List.of(January.deals().get(0)));
        drained(one);

        for (int i = 0; i < all.size(); i++) {
          OneOfSeveral each = all.get(i);
          long moved = before.get(i);
          PipelineRun.await(() -> each.instances().moved() != moved);
          PipelineRun.await(() -> won(each) == won + 1);
          PipelineRun.await(() -> each.instances().lag() == 0);
        }
      }
    }
  }

  private static long won(OneOfSeveral one) {
    Report report = one.reads().queries().report(ScopeId.Kind.ORGANISATION, Period.ALL, NOW);
    return report.rows().stream().mapToLong(row -> count(row, "won")).sum();
  }

  private static long count(Report.Row row, String column) {
    return Long.parseLong(row.values().getOrDefault(column, "0"));
  }

  /** Each question, as now and as known before. */
  private static Map<String, Object> answers(OneOfSeveral one) {
    Map<String, Object> answers = new LinkedHashMap<>();
    for (AsOf asOf : List.of(NOW, THEN)) {
      ofQueries(one.reads().queries(), asOf, answers);
      ofBoards(one.reads().boards(), asOf, answers);
      ofComparisons(one.reads().comparisons(), asOf, answers);
    }
    answers.put("ledger", one.reads().queries().ledger());
    answers.put("facts", one.reads().queries().facts("crm"));
    var alarms = one.reads().alarms().alarms(ScopeId.Kind.TEAM, QUARTER, NOW);
    answers.put("alarms", alarms);
    alarms
        .alarms()
        .forEach(
            warning ->
                answers.put(
                    "deals of " + warning.alarm(),
                    one.reads().alarms().deals(warning.alarm(), NOW)));
    answers.put("rehearsal", one.reads().alarms().rehearse(ScopeId.Kind.TEAM, QUARTER, NOW, 2, 1));
    DryRun dryRun = one.dryRuns().of(January.deals(), Long.MIN_VALUE, NOW.day(), scope -> true);
    answers.put("dry run", DryRunText.of(dryRun));
    return answers;
  }

  private static void ofQueries(Queries queries, AsOf asOf, Map<String, Object> answers) {
    for (ScopeId.Kind kind : ScopeId.Kind.values()) {
      for (Period period : List.of(Period.ALL, QUARTER, Period.ROLLING_30D)) {
        answers.put("report " + kind + period + asOf, queries.report(kind, period, asOf));
      }
    }
    for (ScopeId scope : List.of(COMPANY, ScopeId.team(team), ScopeId.rep(rep))) {
      String of = " " + scope + asOf;
      for (Metric metric : Metric.values()) {
        answers.put(
            "explain " + metric + of,
            queries.explain(scope, CellKey.PRIMARY, metric, Period.ALL, asOf));
      }
      answers.put("curve" + of, queries.curve(scope, Endpoint.REMORSE, Period.ALL, asOf));
      answers.put("restatements" + of, queries.restatements(scope, null, null, asOf));
    }
    answers.put("figures" + asOf, queries.figures(QUARTER, asOf.lastArrival(), List.of("won")));
    answers.put("claims" + asOf, queries.claims(Period.ALL, asOf));
    answers.put("integrity" + asOf, queries.integrity(ScopeId.Kind.REP, Period.ALL, asOf));
    SaveList saveList = queries.saveList(asOf);
    assertThat(saveList.entries()).isNotEmpty();
    answers.put("save list" + asOf, saveList);
    answers.put("deal" + asOf, queries.deal(saveList.entries().get(0).deal(), asOf));
    answers.put("pending" + asOf, queries.pending(asOf));
  }

  private static void ofBoards(BoardQueries boards, AsOf asOf, Map<String, Object> answers) {
    Segment line = new Segment("none-such", null);
    for (ScopeId.Kind kind : List.of(ScopeId.Kind.REP, ScopeId.Kind.TEAM)) {
      for (Period period : List.of(Period.ALL, Period.ROLLING_90D)) {
        answers.put(
            "board " + kind + period + asOf,
            boards.board(kind, Metric.HAPPY_TO_PAY, period, Segment.ALL, asOf));
      }
      answers.put("some " + kind + asOf, boards.report(kind, Period.ALL, line, asOf));
    }
    for (ScopeId scope : List.of(COMPANY, ScopeId.team(team), ScopeId.rep(rep))) {
      answers.put("row" + scope + asOf, boards.row(scope, Period.ALL, Segment.ALL, asOf));
      answers.put("split" + scope + asOf, boards.split(scope, Period.ALL, asOf));
      answers.put(
          "series" + scope + asOf,
          boards.series(scope, List.of(QUARTER, Period.ROLLING_30D), Segment.ALL, asOf));
      answers.put("today" + scope + asOf, boards.today(scope, asOf));
    }
    answers.put("directory" + asOf, boards.directory(asOf));
    answers.put("unknown" + asOf, boards.unknown(ScopeId.rep("nobody")));
  }

  private static void ofComparisons(
      ComparisonQueries comparisons, AsOf asOf, Map<String, Object> answers) {
    for (ScopeId.Kind kind : List.of(ScopeId.Kind.REP, ScopeId.Kind.TEAM)) {
      answers.put(
          "compare" + kind + asOf,
          comparisons.compare(kind, Metric.REMORSE, Period.ALL, Segment.ALL, asOf));
      answers.put("baselines" + kind, comparisons.baselines(kind, NOW.day() - NOW.day() % 7 - 3));
    }
    answers.put(
        "mix" + asOf,
        comparisons.mix(ScopeId.rep(rep), Metric.REMORSE, Period.ALL, Segment.ALL, asOf));
  }

  @Test
  void withoutCopiesTellsWhatIsThereAndWhatIsMissing() {
    try (OneOfSeveral one = start("pair", "one", 0);
        OneOfSeveral two = start("pair", "two", 0)) {
      share(List.of(one, two));
      drained(one);
      Outcome<Report> whole =
          ask(one, reads -> reads.queries().report(ScopeId.Kind.REP, Period.ALL, NOW));
      assertThat(whole.missing()).isEmpty();

      two.deaf();

      Outcome<Report> report =
          ask(one, reads -> reads.queries().report(ScopeId.Kind.REP, Period.ALL, NOW));
      assertThat(report.missing())
          .isNotEmpty()
          .allSatisfy(
              part -> {
                assertThat(part.of()).isEqualTo("reps");
                assertThat(part.instance()).isEqualTo(two.address());
                assertThat(part.why()).contains("nothing listens there");
                assertThat(two.has(Stores.REP_TALLIES, part.part())).isTrue();
              });
      assertThat(report.answer().rows())
          .isNotEmpty()
          .hasSizeLessThan(whole.answer().rows().size())
          .isSubsetOf(whole.answer().rows());

      Outcome<Board> board =
          ask(
              one,
              reads ->
                  reads
                      .boards()
                      .board(ScopeId.Kind.REP, Metric.REMORSE, Period.ALL, Segment.ALL, NOW));
      assertThat(board.missing()).isNotEmpty();
      assertThat(board.answer().companyRate()).isNull();
      assertThat(board.answer().rows()).isNotEmpty().allMatch(row -> row.standing() == null);

      Outcome<SaveList> saveList = ask(one, reads -> reads.queries().saveList(NOW));
      assertThat(saveList.missing()).isNotEmpty().allMatch(part -> part.of().equals("customers"));

      assertRefused(
          one, two, reads -> reads.queries().integrity(ScopeId.Kind.REP, Period.ALL, NOW));
      assertRefused(one, two, reads -> reads.queries().claims(Period.ALL, NOW));
      assertRefused(one, two, reads -> reads.queries().facts("crm"));
      assertRefused(
          one,
          two,
          reads ->
              reads
                  .comparisons()
                  .compare(ScopeId.Kind.REP, Metric.REMORSE, Period.ALL, Segment.ALL, NOW));
      assertRefused(
          one, two, reads -> reads.queries().deal("no deal of those that can be read", NOW));
      assertThatThrownBy(() -> one.reads().queries().report(ScopeId.Kind.REP, Period.ALL, NOW))
          .as("who does not ask what is missing")
          .isInstanceOf(NotReady.class);
    }
  }

  private static <T> Outcome<T> ask(OneOfSeveral one, Function<ReadSide, T> question) {
    return Reading.of(() -> question.apply(one.reads()));
  }

  private static void assertRefused(
      OneOfSeveral one, OneOfSeveral gone, Function<ReadSide, Object> question) {
    assertThatThrownBy(() -> ask(one, question))
        .isInstanceOf(NotReady.class)
        .hasMessageContaining(gone.address());
  }

  @Test
  void readsCopiesWhenAnInstanceIsDeafOrHangs() throws IOException {
    try (OneOfSeveral one = start("copies", "one", 1);
        OneOfSeveral two = start("copies", "two", 1)) {
      share(List.of(one, two));
      drained(one);
      PipelineRun.await(() -> one.copies() && two.copies());
      Outcome<Report> whole =
          ask(one, reads -> reads.queries().report(ScopeId.Kind.REP, Period.ALL, NOW));

      two.deaf();

      Outcome<Report> copied =
          ask(one, reads -> reads.queries().report(ScopeId.Kind.REP, Period.ALL, NOW));
      assertThat(copied.missing()).isEmpty();
      assertThat(copied.answer()).isEqualTo(whole.answer());
      assertThatThrownBy(() -> one.reads().queries().report(ScopeId.Kind.REP, Period.ALL, NOW))
          .as("who does not ask how old it is")
          .isInstanceOf(NotReady.class);

      // Takes connections, and never answers.
      try (ServerSocket hangs =
          new ServerSocket(two.port(), 50, InetAddress.getLoopbackAddress())) {
        long begun = System.nanoTime();
        Outcome<Report> late =
            ask(one, reads -> reads.queries().report(ScopeId.Kind.REP, Period.ALL, NOW));
        long again = System.nanoTime();
        Outcome<Report> soon =
            ask(one, reads -> reads.queries().report(ScopeId.Kind.REP, Period.ALL, NOW));

        assertThat(hangs.isClosed()).isFalse();
        assertThat(late.answer()).isEqualTo(whole.answer());
        assertThat(Duration.ofNanos(again - begun)).isGreaterThan(Duration.ofSeconds(1));
        assertThat(soon.answer()).isEqualTo(whole.answer());
        assertThat(Duration.ofNanos(System.nanoTime() - again)).isLessThan(Duration.ofSeconds(2));
      }
    }
  }
}
