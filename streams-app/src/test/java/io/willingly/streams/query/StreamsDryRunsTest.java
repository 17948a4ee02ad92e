package io.willingly.streams.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.Version;
import io.willingly.metrics.fold.Reason;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.quality.Columns;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.tally.CellKey;
import io.willingly.metrics.tally.Tally;
import io.willingly.streams.testing.Deliveries;
import io.willingly.streams.testing.January;
import io.willingly.streams.testing.TestClock;
import io.willingly.streams.testing.TopologyRunner;
import io.willingly.testkit.scenario.Scenario;
import io.willingly.testkit.scenario.Scenarios;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is told beforehand is what then happens, and telling it changes nothing. */
class StreamsDryRunsTest {
  private static final Definition RULES = Definition.standard(ZoneOffset.UTC);
  private static final int TODAY = (int) LocalDate.parse("2026-03-01").toEpochDay();
  private static final List<Period> PERIODS = List.of(Period.ALL, Period.ROLLING_90D);

  /** No fact has its revision of a file. */
  private static final long NO_FILE = Long.MIN_VALUE;

  static List<Scenario> scenarios() {
    return Scenarios.all();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void tellsOfEachFactWhatItThenDoes(Scenario scenario) {
    Definition rules = scenario.definition();
    try (TopologyTestDriver driver = driver(rules)) {
      DryRuns dryRuns = TopologyRunner.dryRuns(driver, rules);
      Queries queries = TopologyRunner.queries(driver, rules);
      Map<Reason, Long> ledger = new TreeMap<>();
      for (Fact fact : scenario.given()) {
        int today = rules.dayOfMillis(fact.delivery().arrival());
        Map<String, String> before = numbers(queries, today);

        DryRun run = dryRuns.of(List.of(fact), NO_FILE, today, scope -> true);

        assertThat(numbers(queries, today)).isEqualTo(before);
        TopologyRunner.pipe(driver, Deliveries.of(fact));
        assertThat(told(run))
            .as("%s", fact)
            .isEqualTo(changes(before, numbers(queries, today), rules));
        ledger.merge(run.fates().get(0).reason(), 1L, Long::sum);
        run.others().forEach((reason, change) -> ledger.merge(reason, (long) change, Long::sum));
        ledger.values().removeIf(count -> count == 0);
        assertThat(ledger).as("%s", fact).isEqualTo(reasons(queries));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void tellsOfAllFactsTogetherWhatTheyThenDo(Scenario scenario) {
    Definition rules = scenario.definition();
    int today =
        scenario.given().stream()
            .mapToInt(fact -> rules.dayOfMillis(fact.delivery().arrival()))
            .max()
            .orElse(TODAY);
    try (TopologyTestDriver driver = driver(rules)) {
      Queries queries = TopologyRunner.queries(driver, rules);

      DryRun run =
          TopologyRunner.dryRuns(driver, rules).of(scenario.given(), NO_FILE, today, scope -> true);

      scenario.given().forEach(fact -> TopologyRunner.pipe(driver, Deliveries.of(fact)));
      assertThat(told(run)).isEqualTo(changes(Map.of(), numbers(queries, today), rules));
      Map<Reason, Long> fates = new TreeMap<>();
      run.fates().forEach(fate -> fates.merge(fate.reason(), 1L, Long::sum));
      assertThat(fates).isEqualTo(reasons(queries));
      assertThat(run.others()).isEmpty();
    }
  }

  @Test
  void aRowOfAFileThatIsKnownAsItStandsIsADuplicate() {
    try (TopologyTestDriver driver = driver(RULES)) {
      January.deals().forEach(fact -> TopologyRunner.pipe(driver, Deliveries.of(fact)));
      TopologyRunner.pipe(driver, Deliveries.of(January.team()));
      DryRuns dryRuns = TopologyRunner.dryRuns(driver, RULES);
      Fact known = ofFile(January.deals().get(0));
      Fact entry = ofFile(January.team());
      Fact corrected = at(known, known.occurredAt() + 1);

      DryRun run = dryRuns.of(List.of(known, entry, corrected), 7_000, TODAY, scope -> true);

      assertThat(run.fates())
          .extracting(DryRun.Fate::reason)
          .containsExactly(Reason.IDENTICAL_COPY, Reason.IDENTICAL_COPY, Reason.NONE);
      assertThat(run.effects()).isEmpty();
      assertThat(run.others())
          .containsEntry(Reason.NEWER_VERSION, 1)
          .containsEntry(Reason.NONE, -1);
    }
  }

  @Test
  void ofWhomNobodyMaySeeOnlyTheirNumberIsTold() {
    try (TopologyTestDriver driver = driver(RULES)) {
      January.deals().forEach(fact -> TopologyRunner.pipe(driver, Deliveries.of(fact)));

      DryRun run =
          TopologyRunner.dryRuns(driver, RULES)
              .of(
                  List.of(January.refund()),
                  NO_FILE,
                  TODAY,
                  scope -> scope.kind() == ScopeId.Kind.ORGANISATION);

      assertThat(run.effects()).isNotEmpty();
      assertThat(run.effects())
          .extracting(DryRun.Effect::scope)
          .containsOnly(ScopeId.organisation("company"));
      assertThat(run.hidden()).isEqualTo(Map.of(ScopeId.Kind.REP, 1, ScopeId.Kind.TEAM, 1));
    }
  }

  private static TopologyTestDriver driver(Definition rules) {
    return TopologyRunner.driver(rules, new TestClock(LocalDate.EPOCH));
  }

  private static Fact ofFile(Fact fact) {
    return new Fact(
        fact.id(),
        new Version(7_000, fact.version().mappingVersion()),
        fact.retracted(),
        fact.occurredAt(),
        fact.customerId(),
        new Fact.Delivery(fact.delivery().arrival() + 1, 0),
        fact.content());
  }

  private static Fact at(Fact fact, long occurredAt) {
    return new Fact(
        fact.id(),
        fact.version(),
        fact.retracted(),
        occurredAt,
        fact.customerId(),
        fact.delivery(),
        fact.content());
  }

  private static Map<Reason, Long> reasons(Queries queries) {
    Map<Reason, Long> reasons = new TreeMap<>();
    queries.ledger().rows().forEach(row -> reasons.merge(row.reason(), row.count(), Long::sum));
    reasons.values().removeIf(count -> count == 0);
    return reasons;
  }

  /** All numbers there are, by whose, when and which. */
  private static Map<String, String> numbers(Queries queries, int today) {
    Map<String, String> numbers = new TreeMap<>();
    for (ScopeId.Kind kind : ScopeId.Kind.values()) {
      for (Period period : PERIODS) {
        for (Report.Row row : queries.report(kind, period, AsOf.day(today)).rows()) {
          if (row.role().equals(CellKey.PRIMARY)) {
            row.values()
                .forEach(
                    (column, value) ->
                        numbers.put(key(new ScopeId(kind, row.id()), period, column), value));
          }
        }
      }
    }
    return numbers;
  }

  private static String key(ScopeId scope, Period period, String column) {
    return scope.kind() + " " + scope.id() + " " + period + " " + column;
  }

  private static Map<String, List<String>> told(DryRun run) {
    Map<String, List<String>> told = new TreeMap<>();
    for (DryRun.Effect effect : run.effects()) {
      if (PERIODS.contains(effect.period())) {
        told.put(
            key(effect.scope(), effect.period(), effect.column().name()),
            List.of(effect.before().text(), effect.after().text()));
      }
    }
    return told;
  }

  private static Map<String, List<String>> changes(
      Map<String, String> before, Map<String, String> after, Definition rules) {
    Map<String, String> none = new TreeMap<>();
    Columns.of(rules).values(Tally.ZERO).forEach((column, value) -> none.put(column, value.text()));
    Set<String> keys = new TreeSet<>(before.keySet());
    keys.addAll(after.keySet());
    Map<String, List<String>> changes = new TreeMap<>();
    for (String key : keys) {
      String zero = none.getOrDefault(key.substring(key.lastIndexOf(' ') + 1), "");
      String was = before.getOrDefault(key, zero);
      String is = after.getOrDefault(key, zero);
      if (!is.equals(was)) {
        changes.put(key, List.of(was, is));
      }
    }
    return changes;
  }
}
