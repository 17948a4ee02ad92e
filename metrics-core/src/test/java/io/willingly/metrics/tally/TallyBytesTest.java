package io.willingly.metrics.tally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.willingly.metrics.tally.CellKey.Recurrence;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TallyBytesTest {
  private static final Tally TALLY =
      new Tally.Builder()
          .add(TallyField.WON, 1)
          .add(TallyField.REMORSE_DAY, 30, -2)
          .add(TallyField.AMOUNT, 978, 123_456)
          .build();

  /** Rows outlive releases: these bytes never change. */
  @Test
  void bytesAreThoseOfTheFirstRelease() {
    CellKey key = new CellKey("r1", CellKey.PRIMARY, "", Recurrence.RECURRING, 20_000);
    CellKey next = new CellKey("r1", CellKey.PRIMARY, "línea", Recurrence.UNKNOWN, 19_999);
    List<Cell> cells = List.of(new Cell(key, 20_001, TALLY), new Cell(next, 20_001, Tally.ZERO));

    String hex = HexFormat.of().formatHex(TallyBytes.encodeCells(cells));

    assertThat(hex)
        .isEqualTo(
            "0414"
                + "047231"
                + "0e5052494d415259"
                + "c0b802"
                + "c2b802"
                + "06"
                + "804002"
                + "bcc00103"
                + "e88e1280890f"
                + "03"
                + "0c6cc3ad6e6561"
                + "01"
                + "00"
                + "00");
  }

  @Property
  void readsBackWhatItWrote(@ForAll("cellLists") List<Cell> cells) {
    assertThat(TallyBytes.decodeCells(TallyBytes.encodeCells(cells))).isEqualTo(cells);
  }

  @Property
  void readsBackTallies(@ForAll("tallies") Tally tally) {
    assertThat(TallyBytes.decode(TallyBytes.encode(tally))).isEqualTo(tally);
  }

  @Property
  void cellSumIsAGroup(
      @ForAll("cellLists") List<Cell> left, @ForAll("cellLists") List<Cell> right) {
    List<Cell> minus =
        left.stream().map(c -> new Cell(c.key(), c.arrivalDay(), c.tally().negate())).toList();

    assertThat(new CellSum().add(left).add(right).cells())
        .isEqualTo(new CellSum().add(right).add(left).cells());
    assertThat(new CellSum().add(left).add(right).add(minus).cells())
        .isEqualTo(new CellSum().add(right).cells());
    assertThat(new CellSum().add(left).add(minus).isZero()).isTrue();
  }

  @Test
  void aRowCutShortStopsTheReader() {
    byte[] whole = TallyBytes.encode(TALLY);

    assertThatThrownBy(() -> TallyBytes.decode(Arrays.copyOf(whole, whole.length - 1)))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Provide
  Arbitrary<List<Cell>> cellLists() {
    Arbitrary<CellKey> keys =
        Combinators.combine(
                Arbitraries.of("r1", "r2", "~none"),
                Arbitraries.of(CellKey.PRIMARY, "SDR"),
                Arbitraries.of("", "línea", "🙂"),
                Arbitraries.of(Recurrence.class),
                Arbitraries.integers().between(10_000, 10_100))
            .as(CellKey::new);
    return Combinators.combine(keys, Arbitraries.integers().between(10_000, 10_300), tallies())
        .as(Cell::new)
        .list()
        .ofMaxSize(12);
  }

  @Provide
  Arbitrary<Tally> tallies() {
    return Combinators.combine(
            Arbitraries.of(TallyField.class),
            Arbitraries.integers().between(0, TallyField.MAX_BUCKET),
            Arbitraries.longs().between(-1_000_000_000_000L, 1_000_000_000_000L))
        .as((field, bucket, value) -> new Tally.Builder().add(field, bucket, value).build())
        .list()
        .ofMaxSize(6)
        .map(tallies -> tallies.stream().reduce(Tally.ZERO, Tally::plus));
  }
}
