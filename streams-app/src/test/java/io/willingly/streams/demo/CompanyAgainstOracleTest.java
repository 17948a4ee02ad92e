package io.willingly.streams.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fold.Outcome;
import io.willingly.testkit.memory.MemoryPipeline;
import io.willingly.testkit.oracle.BatchOracle;
import io.willingly.testkit.oracle.Measure;
import io.willingly.testkit.oracle.OracleResult;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The fold and the SQL were written apart from the same rules; on a company they must agree. */
class CompanyAgainstOracleTest {
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final Definition DEFINITION = Definition.standard(ZONE);
  private static final LocalDate FROM = LocalDate.of(2025, 1, 1);
  private static final int FACTS = 12_000;

  @Test
  void everyIntegerVerdictAndOutcomeEqualsTheOracles() throws SQLException {
    List<Fact> facts = company(1);

    assertSame(facts);
  }

  @Test
  void theNumbersAsKnownOnAnEarlierDayEqualTheOracles() throws SQLException {
    List<Fact> facts = company(2);
    MemoryPipeline pipeline = pipeline(facts);

    try (BatchOracle oracle = new BatchOracle(DEFINITION)) {
      oracle.deliver(facts.stream());
      for (int days : List.of(40, 90, 150)) {
        int day = (int) FROM.plusDays(days).toEpochDay();

        SortedMap<Measure, Long> expected = oracle.asKnownOn(day).measures();

        assertThat(expected).isNotEmpty();
        assertEqual(pipeline.knownOn(day), expected);
      }
    }
  }

  @Test
  void shuffledAndDuplicatedTheNumbersAreTheSame() throws SQLException {
    List<Fact> facts = company(3).subList(0, FACTS / 3);
    Random random = new Random(3);
    List<Fact> shuffled = new ArrayList<>(facts);
    for (int i = 0; i < facts.size() / 5; i++) {
      shuffled.add(facts.get(random.nextInt(facts.size())));
    }
    Collections.shuffle(shuffled, random);

    assertSame(shuffled);

    assertEqual(
        pipeline(shuffled).knownOn(Integer.MAX_VALUE), pipeline(facts).knownOn(Integer.MAX_VALUE));
  }

  @Test
  void theCompanyMeetsEveryOutcome() {
    MemoryPipeline pipeline = pipeline(company(1));

    Set<Outcome> outcomes = EnumSet.noneOf(Outcome.class);
    pipeline.ledger().keySet().forEach(row -> outcomes.add(row.reason().outcome()));

    assertThat(outcomes).containsExactlyInAnyOrder(Outcome.values());
  }

  private static void assertSame(List<Fact> facts) {
    MemoryPipeline pipeline = pipeline(facts);

    OracleResult expected = BatchOracle.judge(DEFINITION, facts);

    assertEqual(pipeline.ledger(), expected.ledger());
    assertEqual(pipeline.deals(), expected.deals());
    assertEqual(pipeline.knownOn(Integer.MAX_VALUE), expected.measures());
    assertThat(expected.ledger().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(facts.size());
  }

  /** Equality of two maps that says only what differs: the maps are large. */
  private static <K extends Comparable<K>, V> void assertEqual(
      Map<K, V> actual, Map<K, V> expected) {
    assertThat(without(actual, expected)).as("ours, not the oracle's").isEmpty();
    assertThat(without(expected, actual)).as("the oracle's, not ours").isEmpty();
  }

  private static <K extends Comparable<K>, V> Map<K, V> without(Map<K, V> from, Map<K, V> known) {
    Map<K, V> rest = new TreeMap<>(from);
    rest.entrySet().removeAll(known.entrySet());
    return rest;
  }

  private static MemoryPipeline pipeline(List<Fact> facts) {
    MemoryPipeline pipeline = new MemoryPipeline(DEFINITION);
    facts.forEach(pipeline::deliver);
    return pipeline;
  }

  private static List<Fact> company(long seed) {
    Iterator<Fact> facts = new Company(new Company.Settings(seed, 12, FROM, ZONE)).facts();
    List<Fact> taken = new ArrayList<>(FACTS);
    for (int i = 0; i < FACTS; i++) {
      taken.add(facts.next());
    }
    return taken;
  }
}
