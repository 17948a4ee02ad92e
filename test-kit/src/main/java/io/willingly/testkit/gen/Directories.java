package io.willingly.testkit.gen;

import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fact.Version;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random rep-directory entries: teams that change, late, twice on a day, corrected, withdrawn. */
public final class Directories {
  private static final long FIRST_DAY = 20_089; // 2025-01-01

  private Directories() {}

  /** Deliveries about the two reps of a customer of {@link Histories}. */
  public static Arbitrary<List<Fact>> of(String customerId) {
    return Combinators.combine(
            Arbitraries.of("R1@" + customerId, "R2@" + customerId),
            Arbitraries.integers().between(0, 3),
            Arbitraries.longs().between(1, 2),
            Arbitraries.frequency(Tuple.of(5, false), Tuple.of(1, true)),
            Histories.times(),
            Arbitraries.of("North", "South").injectNull(0.1),
            Arbitraries.of(-1, 0, 2, 30, 90),
            Arbitraries.of(0, 40, 100))
        .as(
            (rep, id, revision, retracted, occurredAt, team, from, delay) ->
                new Fact(
                    new FactId(Family.REP, "hr", "h" + id),
                    new Version(revision, 1),
                    retracted,
                    occurredAt,
                    rep,
                    new Fact.Delivery(occurredAt / 1000 + delay * 86_400_000L, 0),
                    new Content.Rep(rep, null, team, null, null, null, null, FIRST_DAY + from)))
        .list()
        .ofMaxSize(4)
        .map(Directories::arriveApart);
  }

  private static List<Fact> arriveApart(List<Fact> entries) {
    List<Fact> apart = new ArrayList<>();
    for (Fact entry : entries) {
      Fact.Delivery delivery = new Fact.Delivery(entry.delivery().arrival() + apart.size(), 0);
      apart.add(
          new Fact(
              entry.id(),
              entry.version(),
              entry.retracted(),
              entry.occurredAt(),
              entry.customerId(),
              delivery,
              entry.content()));
    }
    return apart;
  }
}
