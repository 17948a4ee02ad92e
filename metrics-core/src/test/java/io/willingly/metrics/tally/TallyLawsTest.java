package io.willingly.metrics.tally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Tallies are a commutative group: what makes any order of arrival give the same sum. */
class TallyLawsTest {
  @Property
  void sumsDoNotDependOnOrder(
      @ForAll("tallies") Tally a, @ForAll("tallies") Tally b, @ForAll("tallies") Tally c) {
    assertThat(a.plus(b)).isEqualTo(b.plus(a));
    assertThat(a.plus(b).plus(c)).isEqualTo(a.plus(b.plus(c)));
  }

  @Property
  void zeroChangesNothing(@ForAll("tallies") Tally a) {
    assertThat(a.plus(Tally.ZERO)).isEqualTo(a);
    assertThat(Tally.ZERO.plus(a)).isEqualTo(a);
    assertThat(a.minus(Tally.ZERO)).isEqualTo(a);
  }

  @Property
  void whatIsTakenBackWasNeverThere(@ForAll("tallies") Tally a, @ForAll("tallies") Tally b) {
    assertThat(a.plus(a.negate()).isZero()).isTrue();
    assertThat(a.plus(b).minus(b)).isEqualTo(a);
    assertThat(a.minus(b)).isEqualTo(a.plus(b.negate()));
  }

  @Property
  void sumsEntryByEntry(@ForAll("entries") List<Entry> left, @ForAll("entries") List<Entry> right) {
    Map<Integer, Long> expected = new TreeMap<>();
    left.forEach(entry -> expected.merge(entry.key(), entry.value(), Long::sum));
    right.forEach(entry -> expected.merge(entry.key(), entry.value(), Long::sum));
    expected.values().removeIf(value -> value == 0);

    Tally sum = tally(left).plus(tally(right));

    Map<Integer, Long> actual = new TreeMap<>();
    for (int i = 0; i < sum.size(); i++) {
      actual.put(sum.keyAt(i), sum.valueAt(i));
    }
    assertThat(actual).isEqualTo(expected);
  }

  @Property
  void aBuilderAddsTalliesAsTheyAddUp(
      @ForAll("tallies") Tally a, @ForAll("tallies") Tally b, @ForAll("tallies") Tally c) {
    assertThat(new Tally.Builder().add(a).add(b).add(c).build()).isEqualTo(a.plus(b).plus(c));
    assertThat(new Tally.Builder().add(a).add(a.negate()).add(b).build()).isEqualTo(b);
  }

  @Property
  void leavesOutTheEntriesOfAField(@ForAll("entries") List<Entry> entries) {
    List<Entry> others =
        entries.stream().filter(entry -> entry.field() != TallyField.REMORSE_DAY).toList();

    assertThat(tally(entries).without(TallyField.REMORSE_DAY)).isEqualTo(tally(others));
  }

  @Test
  void anOverflowStopsInsteadOfWrappingAround() {
    Tally most = new Tally.Builder().add(TallyField.WON, Long.MAX_VALUE).build();
    Tally one = new Tally.Builder().add(TallyField.WON, 1).build();

    assertThatThrownBy(() -> most.plus(one)).isInstanceOf(ArithmeticException.class);
  }

  record Entry(TallyField field, int bucket, long value) {
    int key() {
      return field.key(bucket);
    }
  }

  private static Tally tally(List<Entry> entries) {
    Tally.Builder builder = new Tally.Builder();
    entries.forEach(entry -> builder.add(entry.field(), entry.bucket(), entry.value()));
    return builder.build();
  }

  @Provide
  Arbitrary<Tally> tallies() {
    return entries().map(TallyLawsTest::tally);
  }

  /** Few keys and small values, so that sums meet and cancel. */
  @Provide
  Arbitrary<List<Entry>> entries() {
    return Combinators.combine(
            Arbitraries.of(TallyField.WON, TallyField.REMORSE_DAY, TallyField.AMOUNT),
            Arbitraries.of(0, 1, 30, TallyField.MAX_BUCKET),
            Arbitraries.longs().between(-3, 3))
        .as(Entry::new)
        .list()
        .ofMaxSize(20);
  }
}
