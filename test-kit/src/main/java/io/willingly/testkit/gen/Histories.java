package io.willingly.testkit.gen;

import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Content.DealKind;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fact.Version;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Random delivered records of customers: every family, ties in time, date-only times, missing
 * fields, revisions before originals, retractions, duplicates, conflicts, orphans and erasures.
 */
public final class Histories {
  /** A zone with daylight saving, east of Greenwich, so that UTC dates are often wrong. */
  public static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

  private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);
  private static final long DAY_MILLIS = 86_400_000L;

  private Histories() {}

  /** All deliveries of one customer, in order of arrival. */
  public static Arbitrary<List<Fact>> of(String customerId, int maxFacts) {
    Contents contents = new Contents(customerId, times());
    Arbitrary<List<Copy>> versions =
        Arbitraries.frequencyOf(
            Tuple.of(7, copies(contents.any(), 1)),
            Tuple.of(2, copies(contents.any(), 4)),
            Tuple.of(2, copies(contents.deal(), 3)));
    Arbitrary<List<Copy>> erasure =
        copy(Arbitraries.just(new Content.Erasure()))
            .map(copy -> List.of(new Copy(0, 1, false, copy.occurredAt, copy.delay, copy.content)));
    Arbitrary<List<List<Copy>>> facts =
        Arbitraries.frequencyOf(Tuple.of(40, versions), Tuple.of(1, erasure))
            .list()
            .ofMinSize(1)
            .ofMaxSize(maxFacts);
    return Combinators.combine(facts, sale(contents).injectNull(0.5))
        .as((any, sale) -> deliveries(customerId, sale == null ? any : joined(sale, any)));
  }

  /** A sale as most are: opened, talked over, won, asked about; with all that happens besides. */
  private static Arbitrary<List<List<Copy>>> sale(Contents contents) {
    return Combinators.combine(
            once(contents.step(DealKind.OPENED), 0, 9),
            once(contents.call(0.1), 1, 2, 9).list().ofMinSize(1).ofMaxSize(3),
            once(contents.step(DealKind.WON), 14, 30, 88, 91),
            once(contents.call(0.1), 90).list().ofMinSize(1).ofMaxSize(3),
            once(Contents.answered(), 30, 90, 90, 91).list().ofMinSize(1).ofMaxSize(2))
        .as((opened, calls, won, after, said) -> List.of(List.of(opened, won), calls, after, said))
        .map(parts -> parts.stream().flatMap(List::stream).map(List::of).toList());
  }

  private static Arbitrary<Copy> once(Arbitrary<Content> contents, Integer... days) {
    return Combinators.combine(times(Arbitraries.of(days)), Arbitraries.of(0, 1, 40), contents)
        .as((at, delay, content) -> new Copy(1, 1, false, at, delay, content));
  }

  private static List<List<Copy>> joined(List<List<Copy>> some, List<List<Copy>> others) {
    List<List<Copy>> joined = new ArrayList<>(some);
    joined.addAll(others);
    return joined;
  }

  /** Deliveries of some customers, C0 to C(n-1), by arrival within each. */
  public static Arbitrary<List<Fact>> company(int customers, int maxFacts) {
    List<Arbitrary<List<Fact>>> each = new ArrayList<>();
    for (int i = 0; i < customers; i++) {
      each.add(of("C" + i, maxFacts));
    }
    return Combinators.combine(each).as(all -> all.stream().flatMap(List::stream).toList());
  }

  /** The same deliveries in another order. */
  public static List<Fact> shuffled(List<Fact> delivered, long seed) {
    List<Fact> shuffled = new ArrayList<>(delivered);
    Collections.shuffle(shuffled, new Random(seed));
    return shuffled;
  }

  /** Times that often tie, at midnight in the zone, around day ends, windows and clock changes. */
  static Arbitrary<Long> times() {
    return times(
        Arbitraries.of(
            0, 1, 2, 3, 9, 14, 30, 31, 60, 86, 87, 88, 89, 90, 91, 120, 180, 181, 365, 366));
  }

  private static Arbitrary<Long> times(Arbitrary<Integer> days) {
    Arbitrary<LocalTime> clock =
        Arbitraries.of(
            LocalTime.MIDNIGHT,
            LocalTime.of(9, 0),
            LocalTime.of(9, 0, 0, 1000),
            LocalTime.of(9, 15),
            LocalTime.of(23, 30));
    return Combinators.combine(days, clock)
        .as(
            (day, time) ->
                ChronoUnit.MICROS.between(
                    java.time.Instant.EPOCH,
                    FIRST.plusDays(day).atTime(time).atZone(ZONE).toInstant()));
  }

  private record Copy(
      long revision, int mapping, boolean retracted, long occurredAt, int delay, Content content) {}

  private static Arbitrary<List<Copy>> copies(Arbitrary<? extends Content> contents, int max) {
    return copy(contents).list().ofMinSize(1).ofMaxSize(max);
  }

  private static Arbitrary<Copy> copy(Arbitrary<? extends Content> contents) {
    return Combinators.combine(
            Arbitraries.longs().between(1, 2),
            Arbitraries.integers().between(1, 2),
            Arbitraries.frequency(Tuple.of(6, false), Tuple.of(1, true)),
            times(),
            Arbitraries.of(0, 1, 40, 100),
            contents)
        .as(Copy::new);
  }

  /**
   * Copies of one fact share family and id. Arrivals are distinct: between conflicting contents
   * that arrive in the same millisecond a hash decides (R4), which is no business of the oracle.
   */
  private static List<Fact> deliveries(String customerId, List<List<Copy>> facts) {
    List<Fact> delivered = new ArrayList<>();
    for (int i = 0; i < facts.size(); i++) {
      for (Copy copy : facts.get(i)) {
        FactId id = new FactId(family(copy.content), i % 3 == 0 ? "pay" : "crm", "e" + i);
        long arrival = copy.occurredAt / 1000 + copy.delay * DAY_MILLIS + 1 + delivered.size();
        Fact fact =
            new Fact(
                id,
                new Version(copy.revision, copy.mapping),
                copy.retracted,
                copy.occurredAt,
                customerId,
                new Fact.Delivery(arrival, 0),
                copy.content);
        delivered.add(fact);
        if (copy.delay == 1) {
          delivered.add(again(fact, arrival + 50 * DAY_MILLIS));
        }
      }
    }
    return delivered;
  }

  private static Fact again(Fact fact, long arrival) {
    return new Fact(
        fact.id(),
        fact.version(),
        fact.retracted(),
        fact.occurredAt(),
        fact.customerId(),
        new Fact.Delivery(arrival, 0),
        fact.content());
  }

  private static Family family(Content content) {
    if (content instanceof Content.Deal) {
      return Family.DEAL;
    }
    if (content instanceof Content.Survey) {
      return Family.SURVEY;
    }
    if (content instanceof Content.Call) {
      return Family.CALL;
    }
    return content instanceof Content.Referral ? Family.REFERRAL : Family.ERASURE;
  }
}
