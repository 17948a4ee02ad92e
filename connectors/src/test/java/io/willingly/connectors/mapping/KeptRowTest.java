package io.willingly.connectors.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.willingly.event.DealEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A row that was rejected, mapped again from what was kept of it. */
class KeptRowTest {
  private static final String MAPPING =
      """
      version: %d
      inputs:
        deals: {columns: [id, state], optional-columns: [note], extra-columns: reject}
        refunds: {columns: [id, refunded], extra-columns: reject}
      events:
        - name: won
          from: deals
          family: deal
          fields: {kind: {from: state, map: {%s}}, dealId: {from: id}, customerId: {from: id}, occurredAt: "2026-01-01"}
        - name: refunded
          from: refunds
          family: deal
          fields: {kind: REFUNDED, dealId: {from: id}, customerId: {from: id}, occurredAt: {from: refunded}}
      """;

  @TempDir private Path folder;

  private static Mapping mapping(int version, String states) {
    return new MappingLoader(ZoneOffset.UTC).parse("shop", MAPPING.formatted(version, states));
  }

  private List<RowOutcome> run(Mapping mapping, String rows) throws IOException {
    List<RowOutcome> outcomes = new ArrayList<>();
    Path file = Files.writeString(folder.resolve("deals.csv"), "id,state,note\n" + rows);
    mapping.run(List.of(file), RunOptions.of("shop"), outcomes::add);
    return outcomes;
  }

  @Test
  void becomesTheEventItsFileWouldMakeByTheMendedMapping() throws IOException {
    RowOutcome.Rejected kept =
        (RowOutcome.Rejected) run(mapping(1, "closed: WON"), "D1,closed,\nD2,sold,\n").get(1);
    Mapping mended = mapping(2, "closed: WON, sold: WON");

    RowOutcome again = mended.again(kept.original(), kept.position(), "shop");

    DealEvent event = event(again);
    DealEvent ofFile = event(run(mended, "D1,closed,\nD2,sold,\n").get(1));
    assertThat(event.getEventId()).isEqualTo(ofFile.getEventId()).endsWith(":2:won");
    assertThat(event.getMappingVersion()).isEqualTo(2);
    assertThat(event.getRevision()).isZero();
    assertThat(again.position()).isEqualTo(kept.position());
  }

  @Test
  void keepsItsNumberInAFileOfKeptRows() throws IOException {
    RowOutcome.Rejected kept =
        (RowOutcome.Rejected) run(mapping(1, "closed: WON"), "D1,closed,\nD2,sold,\n").get(1);
    Mapping mended = mapping(2, "closed: WON, sold: WON");
    Path file = Files.writeString(folder.resolve("kept.ndjson"), kept.original() + "\n");

    try (FileRows rows = FileRows.kept(mended, file, Mark.START, "shop")) {
      RowOutcome again = rows.next().get(0);

      assertThat(event(again).getEventId())
          .isEqualTo(event(run(mended, "D1,closed,\nD2,sold,\n").get(1)).getEventId());
      assertThat(again.position()).isEqualTo(new Position("kept.ndjson", 1, 1));
    }
  }

  private static DealEvent event(RowOutcome row) {
    return (DealEvent) ((RowOutcome.Mapped) row).events().get(0).event();
  }

  @Test
  void hasItsComputedColumnsAnew() throws IOException {
    String mapping =
        """
        version: 1
        inputs:
          deals:
            columns: [id, a, b]
            extra-columns: reject
            compute: {state: '.a %s .b', day: '"2026-01-0" + .a'}
        events:
          - name: won
            family: deal
            fields: {kind: {from: state}, dealId: {from: id}, customerId: {from: id}, occurredAt: {from: day}}
        """;
    MappingLoader loader = new MappingLoader(ZoneOffset.UTC);
    Path file = Files.writeString(folder.resolve("deals.csv"), "id,a,b\nD1,W,ON\n");
    List<RowOutcome> outcomes = new ArrayList<>();
    loader
        .parse("shop", mapping.formatted("-"))
        .run(List.of(file), RunOptions.of("shop"), outcomes::add);
    RowOutcome.Rejected kept = (RowOutcome.Rejected) outcomes.get(0);
    assertThat(kept.message()).startsWith("computed 'state': expression failed");

    RowOutcome.Rejected again =
        (RowOutcome.Rejected)
            loader
                .parse("shop", mapping.formatted("+"))
                .again(kept.original(), kept.position(), "shop");

    assertThat(again.message()).contains("'2026-01-0W' is not a time");
    assertThat(
            loader
                .parse("shop", mapping.formatted("+"))
                .again(again.original(), again.position(), "shop"))
        .isEqualTo(again);
  }

  @Test
  void isRejectedAgainWhileTheMappingIsNotMended() throws IOException {
    RowOutcome.Rejected kept =
        (RowOutcome.Rejected) run(mapping(1, "closed: WON"), "D2,sold,\n").get(0);

    RowOutcome again = mapping(1, "closed: WON").again(kept.original(), kept.position(), "shop");

    assertThat(again).isEqualTo(kept);
  }

  @Test
  void isRefusedWhenItIsNotWholeOrNoRowOfTheMapping() throws IOException {
    String rows = "D2," + "x".repeat(40_000) + ",\nD3\n";
    List<RowOutcome> kept = run(mapping(1, "closed: WON"), rows);

    assertThatThrownBy(() -> again(kept.get(0)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("only its first 32 KiB were kept");
    assertThatThrownBy(() -> again(kept.get(1)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("could not be read as a row");
    assertThatThrownBy(
            () ->
                mapping(1, "closed: WON")
                    .again("{\"id\":\"D1\"}", new Position("deals.csv", 1, 2), "shop"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has no input that such a row could be of alone");
  }

  private static RowOutcome again(RowOutcome kept) {
    String original = ((RowOutcome.Rejected) kept).original();
    return mapping(1, "closed: WON").again(original, kept.position(), "shop");
  }
}
