package io.willingly.streams.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.event.ServiceQuality;
import io.willingly.event.ServiceQualityKey;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.Family;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.testing.Deliveries;
import io.willingly.streams.testing.PublishedPast;
import io.willingly.streams.testing.PublishedPast.Answer;
import io.willingly.streams.testing.PublishedPast.Tile;
import io.willingly.streams.testing.TestClock;
import io.willingly.streams.testing.TopologyRunner;
import io.willingly.testkit.gen.Directories;
import io.willingly.testkit.gen.Histories;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.apache.kafka.streams.TopologyTestDriver;
import org.jspecify.annotations.Nullable;

/**
 * Late, corrected, withdrawn and erased facts and moves between teams: what was published on a past
 * day is what is answered as known on it, the deals sum to it, and the order in which the facts
 * came changes neither.
 */
class KnownOnPropertyTest {
  private static final Definition RULES = Definition.standard(Histories.ZONE);
  private static final int TILES = 100;
  private static final int CUSTOMERS = 8;
  private static final Comparator<Fact> ARRIVAL =
      Comparator.comparingLong(fact -> fact.delivery().arrival());

  @Property(tries = 3, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
  void aPastDayIsAnsweredAsItWasPublished(
      @ForAll("companies") List<Fact> delivered, @ForAll long seed) {
    Random random = new Random(seed);
    PublishedPast past = new PublishedPast();
    Map<Tile, Answer> answers = new LinkedHashMap<>();
    TestClock clock = new TestClock(LocalDate.EPOCH);
    try (TopologyTestDriver driver = TopologyRunner.driver(RULES, clock)) {
      publishDayByDay(driver, clock, byArrivalDay(delivered), past);
      for (Tile tile : past.pick(TILES, random)) {
        Answer answer = past.ask(tile, queries(driver));
        past.assertSame(tile, answer);
        answers.put(tile, answer);
      }
    }
    try (TopologyTestDriver driver = TopologyRunner.driver(RULES, clock)) {
      inAnotherOrder(delivered, random)
          .forEach(fact -> TopologyRunner.pipe(driver, Deliveries.of(fact)));

      answers.forEach(
          (tile, answer) ->
              assertThat(past.ask(tile, queries(driver))).as(tile.toString()).isEqualTo(answer));
    }
  }

  private static void publishDayByDay(
      TopologyTestDriver driver,
      TestClock clock,
      SortedMap<Integer, List<Fact>> byDay,
      PublishedPast past) {
    Map<ServiceQualityKey, ServiceQuality> latest = new HashMap<>();
    byDay.forEach(
        (day, facts) -> {
          clock.set(LocalDate.ofEpochDay(day));
          driver.advanceWallClockTime(Duration.ofMinutes(2));
          facts.forEach(fact -> TopologyRunner.pipe(driver, Deliveries.of(fact)));
          TopologyRunner.records(driver, Topics.SERVICE_QUALITY)
              .forEach(row -> keep(latest, row.key(), row.value()));
          past.record(day, latest);
        });
  }

  private static Queries queries(TopologyTestDriver driver) {
    return TopologyRunner.queries(driver, RULES);
  }

  private static void keep(
      Map<ServiceQualityKey, ServiceQuality> latest,
      ServiceQualityKey key,
      @Nullable ServiceQuality row) {
    if (row == null) {
      latest.remove(key);
    } else {
      latest.put(key, row);
    }
  }

  private static SortedMap<Integer, List<Fact>> byArrivalDay(List<Fact> delivered) {
    return delivered.stream()
        .sorted(ARRIVAL)
        .collect(
            Collectors.groupingBy(
                fact -> RULES.dayOfMillis(fact.delivery().arrival()),
                TreeMap::new,
                Collectors.toList()));
  }

  /**
   * Any order, but that facts of an erased customer come as they arrived: what comes after the
   * erasure cannot be booked before it (R43).
   */
  private static List<Fact> inAnotherOrder(List<Fact> delivered, Random random) {
    Set<String> erased =
        delivered.stream()
            .filter(fact -> fact.family() == Family.ERASURE)
            .map(Fact::customerId)
            .collect(Collectors.toSet());
    Map<String, Queue<Fact>> inOrder =
        delivered.stream()
            .filter(fact -> erased.contains(fact.customerId()))
            .sorted(ARRIVAL)
            .collect(
                Collectors.groupingBy(Fact::customerId, Collectors.toCollection(ArrayDeque::new)));
    List<Fact> shuffled = new ArrayList<>(delivered);
    Collections.shuffle(shuffled, random);
    shuffled.replaceAll(
        fact -> inOrder.getOrDefault(fact.customerId(), new ArrayDeque<>(List.of(fact))).remove());
    return shuffled;
  }

  /** One of the customers has a long history. */
  @Provide
  Arbitrary<List<Fact>> companies() {
    List<Arbitrary<List<Fact>>> parts = new ArrayList<>();
    parts.add(Histories.company(CUSTOMERS, 12));
    parts.add(Histories.of("C" + CUSTOMERS, 60));
    for (int i = 0; i <= CUSTOMERS; i++) {
      parts.add(Directories.of("C" + i));
    }
    return Combinators.combine(parts).as(all -> all.stream().flatMap(List::stream).toList());
  }
}
