package io.willingly.metrics.scope;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.period.Period;
import io.willingly.metrics.tally.Cell;
import io.willingly.metrics.tally.CellKey;
import io.willingly.metrics.tally.CellKey.Recurrence;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ScopeTalliesTest {
  private static final int AS_OF = day("2026-11-22");

  private final MapRows rows = new MapRows();
  private final ScopeTallies tallies = new ScopeTallies(rows);

  private static int day(String date) {
    return (int) LocalDate.parse(date).toEpochDay();
  }

  private static Cell won(String line, String cohort, String arrival, long count) {
    return won(CellKey.PRIMARY, line, day(cohort), day(arrival), count);
  }

  private static Cell won(String role, String line, int cohort, int arrival, long count) {
    CellKey key = new CellKey("r", role, line, Recurrence.ONE_OFF, cohort);
    return new Cell(key, arrival, new Tally.Builder().add(TallyField.WON, count).build());
  }

  private long total(String period) {
    return tallies.total(CellKey.PRIMARY, Period.parse(period), AS_OF).get(TallyField.WON);
  }

  @Test
  void sumsEveryPeriodOfACohortDay() {
    tallies.add(
        List.of(
            won("", "2026-11-22", "2026-11-22", 1),
            won("", "2026-10-24", "2026-11-22", 2),
            won("", "2026-10-23", "2026-11-22", 4),
            won("", "2025-12-31", "2026-11-22", 8)));

    assertThat(total("all")).isEqualTo(15);
    assertThat(total("2026")).isEqualTo(7);
    assertThat(total("2026-Q4")).isEqualTo(7);
    assertThat(total("2026-10")).isEqualTo(6);
    assertThat(total("2026-W43")).isEqualTo(6);
    assertThat(total("2026-W01")).isEqualTo(8);
    assertThat(total("2026-10-24")).isEqualTo(2);
    assertThat(total("rolling-30d")).isEqualTo(3);
    assertThat(total("rolling-90d")).isEqualTo(7);
    assertThat(total("2024")).isZero();
  }

  @Test
  void tellsWhatChangedAndNotWhatCancelsOut() {
    tallies.add(List.of(won("", "2026-11-22", "2026-11-22", 1)));

    var changed =
        tallies.add(
            List.of(
                won("", "2026-11-22", "2026-11-22", -1), won("", "2026-11-21", "2026-11-22", 1)));

    assertThat(changed)
        .extracting(change -> change.period().toString())
        .containsExactly("2026-11-21", "2026-11-22");
    assertThat(changed).extracting(Changed::role).containsOnly(CellKey.PRIMARY);
  }

  @Test
  void knowsWhatWasKnownOnADay() {
    tallies.add(
        List.of(
            won("a", "2026-11-01", "2026-11-01", 1),
            won("a", "2026-11-01", "2026-11-05", 1),
            won("b", "2026-11-02", "2026-11-04", 1)));

    Tally known =
        tallies.totalKnownOn(CellKey.PRIMARY, Period.parse("2026-11"), AS_OF, day("2026-11-04"));

    assertThat(known.get(TallyField.WON)).isEqualTo(2);
  }

  /** R57: what is taken back leaves no row. */
  @Property(tries = 200)
  void sumsAreOrderFreeAndZeroLeavesNothing(@ForAll("cells") List<Cell> cells, @ForAll long seed) {
    List<Cell> shuffled = new ArrayList<>(cells);
    Collections.shuffle(shuffled, new Random(seed));
    MapRows other = new MapRows();
    shuffled.forEach(cell -> new ScopeTallies(other).add(List.of(cell)));

    tallies.add(cells);

    assertThat(other.contents()).isEqualTo(rows.contents());
    for (String role : tallies.roles()) {
      assertThat(tallies.total(role, Period.ALL, AS_OF)).isEqualTo(sum(cells, role, c -> true));
      assertThat(tallies.totalKnownOn(role, Period.ALL, AS_OF, 20_050))
          .isEqualTo(sum(cells, role, cell -> cell.arrivalDay() <= 20_050));
      assertThat(tallies.total(role, Period.ROLLING_90D, 20_050))
          .isEqualTo(
              sum(
                  cells,
                  role,
                  cell -> cell.key().cohortDay() <= 20_050 && cell.key().cohortDay() > 19_960));
    }
    cells.forEach(c -> tallies.add(List.of(new Cell(c.key(), c.arrivalDay(), c.tally().negate()))));
    assertThat(rows.contents()).isEmpty();
  }

  private static Tally sum(List<Cell> cells, String role, Predicate<Cell> counts) {
    return cells.stream()
        .filter(cell -> cell.key().role().equals(role) && counts.test(cell))
        .map(Cell::tally)
        .reduce(Tally.ZERO, Tally::plus);
  }

  @Provide
  Arbitrary<List<Cell>> cells() {
    return Combinators.combine(
            Arbitraries.of(CellKey.PRIMARY, "SDR"),
            Arbitraries.of("", "a"),
            Arbitraries.integers().between(19_900, 20_060),
            Arbitraries.integers().between(19_900, 20_100),
            Arbitraries.longs().between(-2, 2))
        .as(ScopeTalliesTest::won)
        .list()
        .ofMaxSize(20);
  }
}
