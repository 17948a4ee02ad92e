package io.willingly.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fact.Version;
import io.willingly.testkit.gen.Histories;
import io.willingly.testkit.memory.MemoryPipeline;
import io.willingly.testkit.oracle.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A customer's history is a set: how it is delivered changes nothing. */
class FoldPropertyTest {
  private static final Definition DEFINITION = Definition.standard(Histories.ZONE);

  @Property(tries = 300)
  void orderOfDeliveryDoesNotMatter(@ForAll("histories") List<Fact> delivered, @ForAll long seed) {
    MemoryPipeline straight = deliver(delivered);
    MemoryPipeline shuffled = deliver(Histories.shuffled(delivered, seed));

    assertThat(today(shuffled)).isEqualTo(today(straight));
    assertThat(shuffled.deals()).isEqualTo(straight.deals());
    assertThat(shuffled.ledger()).isEqualTo(straight.ledger());
  }

  @Property(tries = 300)
  void deliveringEverythingTwiceChangesNoNumber(@ForAll("histories") List<Fact> delivered) {
    List<Fact> twice = new ArrayList<>(delivered);
    twice.addAll(delivered);

    MemoryPipeline once = deliver(delivered);
    MemoryPipeline again = deliver(twice);

    assertThat(today(again)).isEqualTo(today(once));
    assertThat(again.deals()).isEqualTo(once.deals());
    assertThat(records(again)).isEqualTo(2 * records(once));
  }

  @Property(tries = 300)
  void everyRecordHasExactlyOneOutcome(@ForAll("histories") List<Fact> delivered) {
    assertThat(records(deliver(delivered))).isEqualTo(delivered.size());
  }

  @Property(tries = 300)
  void retractingAFactIsAsIfItNeverHappened(
      @ForAll("histories") List<Fact> delivered, @ForAll int pick) {
    FactId id = delivered.get(Math.floorMod(pick, delivered.size())).id();
    List<Fact> without = new ArrayList<>(delivered);
    without.removeIf(fact -> fact.id().equals(id));
    List<Fact> retracted = new ArrayList<>(delivered);
    for (Fact fact : delivered) {
      // An erasure cannot be taken back: what it forgot is gone (R43).
      if (fact.id().equals(id) && id.family() != Family.ERASURE) {
        retracted.add(retraction(fact));
      } else if (fact.id().equals(id)) {
        return;
      }
    }

    assertThat(today(deliver(retracted))).isEqualTo(today(deliver(without)));
  }

  /** A revision above all others, at the latest time, so that no erasure hides it. */
  private static Fact retraction(Fact fact) {
    long late = 1_900_000_000_000L;
    return new Fact(
        fact.id(),
        new Version(1_000, 1),
        true,
        late * 1000,
        fact.customerId(),
        new Fact.Delivery(late, 0),
        fact.content());
  }

  private static SortedMap<Measure, Long> today(MemoryPipeline pipeline) {
    return pipeline.knownOn(Integer.MAX_VALUE);
  }

  private static long records(MemoryPipeline pipeline) {
    return pipeline.ledger().values().stream().mapToLong(Long::longValue).sum();
  }

  private static MemoryPipeline deliver(List<Fact> delivered) {
    MemoryPipeline pipeline = new MemoryPipeline(DEFINITION);
    delivered.forEach(pipeline::deliver);
    return pipeline;
  }

  @Provide
  Arbitrary<List<Fact>> histories() {
    return Histories.of("C", 12);
  }
}
