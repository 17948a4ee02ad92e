package io.willingly.metrics.tally;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.tally.CellKey.Recurrence;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CausesTest {
  private static final CellKey KEY =
      new CellKey("r1", CellKey.PRIMARY, "", Recurrence.UNKNOWN, 20_000);

  private static Causes refund(int number) {
    return Causes.of(new Cause("pay", "R-%03d".formatted(number), "REFUNDED"));
  }

  private static Tally won(long count) {
    return new Tally.Builder().add(TallyField.WON, count).build();
  }

  private static Causes sum(List<Integer> numbers) {
    return numbers.stream().map(CausesTest::refund).reduce(Causes.NONE, Causes::plus);
  }

  @Test
  void listsSixteenAndCountsAll() {
    Causes all = sum(IntStream.rangeClosed(1, 20).boxed().toList());

    assertThat(all.listed()).hasSize(16);
    assertThat(all.listed().get(15)).isEqualTo(new Cause("pay", "R-016", "REFUNDED"));
    assertThat(all.count()).isEqualTo(20);
  }

  @Test
  void aFactThatChangesSeveralCellsIsOneCause() {
    assertThat(refund(1).plus(refund(1))).isEqualTo(refund(1));
    assertThat(sum(List.of(1, 2)).plus(sum(List.of(2, 3))).count()).isEqualTo(3);
  }

  /** What is listed; the count is exact only while all are listed. */
  @Property
  void orderOfSummingDoesNotMatter(
      @ForAll @Size(max = 40) List<@IntRange(min = 0, max = 60) Integer> numbers,
      @ForAll @IntRange(min = 0, max = 40) int cut) {
    int at = Math.min(cut, numbers.size());
    Causes inTwo = sum(numbers.subList(at, numbers.size())).plus(sum(numbers.subList(0, at)));
    Set<Integer> distinct = Set.copyOf(numbers);

    assertThat(inTwo.listed()).isEqualTo(sum(numbers).listed());
    assertThat(inTwo.listed())
        .isEqualTo(sum(distinct.stream().sorted().limit(Causes.MAX).toList()).listed());
    assertThat(inTwo.count()).isGreaterThanOrEqualTo(distinct.size());
    if (distinct.size() <= Causes.MAX) {
      assertThat(inTwo.count()).isEqualTo(distinct.size());
    }
  }

  @Test
  void cellsCarryThemAndLoseThemWithTheirSum() {
    CellSum sum =
        new CellSum()
            .add(KEY, 20_100, won(1), refund(1))
            .add(KEY, 20_100, won(1), refund(2))
            .add(KEY, 20_101, won(1), refund(3))
            .add(KEY, 20_101, won(-1), refund(4));

    assertThat(sum.cells())
        .containsExactly(new Cell(KEY, 20_100, won(2), refund(1).plus(refund(2))));
  }

  @Test
  void theyAreBytesOnTheWayOnlyWhereThereAreAny() {
    Cell plain = new Cell(KEY, 20_001, won(1));
    Cell caused = new Cell(KEY, 20_100, won(1), refund(1).plus(refund(2)));
    Cell again = new Cell(KEY, 20_101, won(1), refund(1));
    List<Cell> cells = List.of(plain, caused, plain, again);

    assertThat(TallyBytes.decodeCells(TallyBytes.encodeCells(cells))).isEqualTo(cells);
    assertThat(TallyBytes.encodeCells(List.of(plain, plain)))
        .hasSameSizeAs(TallyBytes.encodeCells(List.of(plain, plain.because(Causes.NONE))));
  }
}
