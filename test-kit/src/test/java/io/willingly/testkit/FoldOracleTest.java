package io.willingly.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.Family;
import io.willingly.testkit.gen.Directories;
import io.willingly.testkit.gen.Histories;
import io.willingly.testkit.memory.MemoryPipeline;
import io.willingly.testkit.oracle.BatchOracle;
import io.willingly.testkit.oracle.OracleResult;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** The fold and the oracle read the rules apart from each other: same records, same integers. */
class FoldOracleTest {
  @Property(tries = 15, shrinking = ShrinkingMode.BOUNDED)
  void sameIntegersInAnyOrder(
      @ForAll("companies") List<Fact> delivered,
      @ForAll("definitions") Definition definition,
      @ForAll long seed) {
    MemoryPipeline pipeline = deliver(definition, Histories.shuffled(delivered, seed));

    OracleResult oracle = BatchOracle.judge(definition, delivered);

    assertThat(pipeline.ledger()).isEqualTo(oracle.ledger());
    assertThat(pipeline.deals()).isEqualTo(oracle.deals());
    assertThat(pipeline.knownOn(Integer.MAX_VALUE)).isEqualTo(oracle.measures());
  }

  /**
   * An erasure forgets what older days of knowledge were made of, so records that arrived before it
   * but are delivered after it cannot be booked on those days (R43): erasures are left out here.
   */
  @Property(tries = 8, shrinking = ShrinkingMode.BOUNDED)
  void sameIntegersAsKnownOnAnyDayInAnyOrder(
      @ForAll("companies") List<Fact> generated,
      @ForAll("definitions") Definition definition,
      @ForAll long seed,
      @ForAll("days") int day)
      throws SQLException {
    List<Fact> delivered = new ArrayList<>(generated);
    delivered.removeIf(fact -> fact.family() == Family.ERASURE);
    MemoryPipeline pipeline = deliver(definition, Histories.shuffled(delivered, seed));

    assertKnownOn(definition, pipeline, delivered, day);
  }

  @Property(tries = 8, shrinking = ShrinkingMode.BOUNDED)
  void sameIntegersAsKnownOnAnyDayWithErasuresInOrderOfArrival(
      @ForAll("companies") List<Fact> generated,
      @ForAll("definitions") Definition definition,
      @ForAll("days") int day)
      throws SQLException {
    List<Fact> delivered = new ArrayList<>(generated);
    delivered.sort(Comparator.comparingLong(fact -> fact.delivery().arrival()));
    MemoryPipeline pipeline = deliver(definition, delivered);

    assertKnownOn(definition, pipeline, delivered, day);
  }

  private static void assertKnownOn(
      Definition definition, MemoryPipeline pipeline, List<Fact> delivered, int day)
      throws SQLException {
    try (BatchOracle oracle = new BatchOracle(definition)) {
      oracle.deliver(delivered.stream());

      assertThat(pipeline.knownOn(day)).isEqualTo(oracle.asKnownOn(day).measures());
    }
  }

  private static MemoryPipeline deliver(Definition definition, List<Fact> delivered) {
    MemoryPipeline pipeline = new MemoryPipeline(definition);
    delivered.forEach(pipeline::deliver);
    return pipeline;
  }

  @Provide
  Arbitrary<List<Fact>> companies() {
    int customers = 40;
    List<Arbitrary<List<Fact>>> parts = new ArrayList<>();
    parts.add(Histories.company(customers, 12));
    for (int i = 0; i < customers; i++) {
      parts.add(Directories.of("C" + i));
    }
    return Combinators.combine(parts).as(all -> all.stream().flatMap(List::stream).toList());
  }

  @Provide
  Arbitrary<Definition> definitions() {
    Arbitrary<Integer> days = Arbitraries.integers().between(0, 200);
    Arbitrary<Integer> box = Arbitraries.integers().between(2, 5);
    Arbitrary<Definition.ClockStart> clock = Arbitraries.of(Definition.ClockStart.class);
    return Combinators.combine(
            days, days, days, days, Arbitraries.integers().between(1, 100), box, box, clock)
        .as(
            (remorse, answer, loyalty, comeback, share, regret, happy, start) ->
                new Definition(
                    1,
                    Histories.ZONE,
                    remorse,
                    share,
                    regret,
                    happy,
                    happy - 1,
                    regret,
                    happy + 1,
                    answer,
                    loyalty,
                    comeback,
                    10,
                    Map.of("", start)));
  }

  @Provide
  Arbitrary<Integer> days() {
    return Arbitraries.integers().between(20_089, 20_560);
  }
}
