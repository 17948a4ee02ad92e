package io.willingly.metrics.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.definition.Definition.ClockStart;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.tally.Cell;
import io.willingly.metrics.tally.CellKey;
import io.willingly.metrics.tally.Tally;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The incremental fold against folding from scratch, for every arrival day (R7, R92). */
class FoldEquivalenceTest {
  private static final Definition DEFINITION = definition();

  @ParameterizedTest(
      name = "page size {0}, whole up to {1} bytes, {2} facts, {3} deals, in order: {4}")
  @CsvSource({
    "2, 0, 12, 2, false, 500",
    "32, 0, 12, 2, false, 300",
    "32, 4096, 12, 2, false, 300",
    "2, 500, 12, 2, false, 300",
    "2, 0, 40, 5, true, 100",
    "3, 1000, 150, 12, true, 20",
    "32, 0, 150, 12, true, 20",
    "2, 0, 60, 6, false, 20",
    "2, 0, 250, 1, true, 20",
    "4, 0, 100, 1, false, 5"
  })
  void incrementEqualsWhole(
      int pageSize, int wholeBytes, int size, int deals, boolean inOrder, int rounds) {
    for (long seed = 0; seed < rounds; seed++) {
      List<Fact> facts = new RandomHistory(seed, inOrder ? 250 : 60, deals).facts(size);
      if (inOrder) {
        facts.sort(Comparator.comparingLong(fact -> fact.delivery().arrival()));
      }
      check(facts, pageSize, wholeBytes, seed);
    }
  }

  private static void check(List<Fact> facts, int pageSize, int wholeBytes, long seed) {
    Fold fold = new Fold(DEFINITION, pageSize, wholeBytes);
    MapRows rows = new MapRows();
    Map<FactId, KnownFact> known = new LinkedHashMap<>();
    Map<CellKey, NavigableMap<Integer, Tally>> emitted = new HashMap<>();
    Map<String, DealState> states = new TreeMap<>();
    Map<Reason, Integer> ledger = new TreeMap<>();
    for (Fact fact : facts) {
      Delta delta = fold.apply(rows, fact);
      known.computeIfAbsent(fact.id(), KnownFact::new).add(fact);
      for (Cell cell : delta.cells()) {
        emitted
            .computeIfAbsent(cell.key(), key -> new TreeMap<>())
            .merge(cell.arrivalDay(), cell.tally(), Tally::plus);
      }
      delta.outcomes().forEach(m -> ledger.merge(m.reason(), m.change(), Integer::sum));
      for (Delta.DealResult deal : delta.deals()) {
        if (deal.state() == null) {
          states.remove(deal.dealId());
        } else {
          states.put(deal.dealId(), deal.state());
        }
      }
    }
    CustomerFold whole = CustomerFold.of("C1", List.copyOf(known.values()), DEFINITION);
    Map<String, DealState> wholeStates = new TreeMap<>();
    whole
        .results()
        .forEach(
            (dealId, result) -> {
              if (result.state() != null) {
                wholeStates.put(dealId, result.state());
              }
            });
    assertThat(states).as("states, seed %d", seed).isEqualTo(wholeStates);
    for (int day = 0; day < 260; day++) {
      int asOf = (int) RandomHistory.FIRST_DAY + day;
      assertThat(asKnownOn(emitted, asOf))
          .as("seed %d, as known on day %d", seed, day)
          .isEqualTo(folded(known, asOf));
    }
    Map<Reason, Integer> outcomes = new TreeMap<>();
    for (KnownFact fact : known.values()) {
      fact.reason(
          fact.holder(arrival -> true) == null
              ? Reason.NONE
              : whole.reasons().getOrDefault(fact.id(), Reason.NONE));
      fact.outcomes((reason, run, count) -> outcomes.merge(reason, count, Integer::sum));
    }
    ledger.values().removeIf(count -> count == 0);
    assertThat(ledger).as("ledger, seed %d", seed).isEqualTo(outcomes);
    assertThat(fold.read("C1", rows).facts()).hasSize(known.size());
  }

  /** With a clock of each kind. */
  private static Definition definition() {
    Definition d = Definition.standard(ZoneOffset.UTC);
    return new Definition(
        d.version(),
        d.zone(),
        d.remorseDays(),
        d.minReversedShare(),
        d.regretBox(),
        d.happyBox(),
        d.unhappyBox(),
        d.pressuredBox(),
        d.effortBox(),
        20,
        d.loyaltyWindowDays(),
        d.comebackDays(),
        d.minimumCount(),
        Map.of("line", ClockStart.FIRST_PAYMENT, "", ClockStart.ACTIVATION));
  }

  private static Map<CellKey, Tally> asKnownOn(
      Map<CellKey, NavigableMap<Integer, Tally>> emitted, int day) {
    Map<CellKey, Tally> known = new HashMap<>();
    emitted.forEach(
        (key, steps) -> {
          Tally sum = steps.headMap(day, true).values().stream().reduce(Tally.ZERO, Tally::plus);
          if (!sum.isZero()) {
            known.put(key, sum);
          }
        });
    return known;
  }

  private static Map<CellKey, Tally> folded(Map<FactId, KnownFact> known, int day) {
    List<SeenFact> seen = new ArrayList<>();
    for (KnownFact fact : known.values()) {
      Variant holder = fact.holder(arrival -> DEFINITION.dayOfMillis(arrival) <= day);
      if (holder != null) {
        seen.add(new SeenFact(fact.id(), holder.occurredAt(), holder.decode()));
      }
    }
    CustomerFold fold = new CustomerFold("C1", seen, DEFINITION);
    Map<CellKey, Tally> sums = new HashMap<>();
    fold.results()
        .values()
        .forEach(result -> result.cells().forEach((k, t) -> sums.merge(k, t, Tally::plus)));
    for (SeenFact call : seen) {
      if (call.id().family() == Family.CALL && !fold.reasons().containsKey(call.id())) {
        CallRules.apply(call, DEFINITION).forEach((k, t) -> sums.merge(k, t, Tally::plus));
      }
    }
    sums.values().removeIf(Tally::isZero);
    return sums;
  }
}
