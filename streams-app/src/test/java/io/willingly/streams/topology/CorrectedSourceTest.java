package io.willingly.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.connectors.mapping.FileRevisions;
import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.mapping.MappingLoader;
import io.willingly.event.ServiceQuality;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fold.Reason;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.testing.Deliveries;
import io.willingly.streams.testing.MappedFacts;
import io.willingly.streams.testing.TestClock;
import io.willingly.streams.testing.TopologyRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A corrected mapping, and a corrected row: what was wrong is superseded, and is no conflict. */
class CorrectedSourceTest {
  private static final Definition DEFINITION = Definition.standard(ZoneOffset.UTC);
  private static final String MAPPING =
      """
      version: %d
      inputs:
        orders:
          columns: [order_no, state, day, client, seller]
      events:
        - name: order
          from: orders
          family: deal
          fields:
            eventId: "{order_no}:{state}"
            kind: {from: state, map: {paid: WON, back: RETURNED}}
            occurredAt: {from: day}
            dealId: "{order_no}"
            customerId: "{client}"
            repId: "{seller}"
            reversalReason: {from: state, map: {paid: , back: %s}}
      """;
  private static final String ORDERS =
      """
      order_no,state,day,client,seller
      1,paid,2025-03-01,C-1,R-1
      2,paid,2025-03-02,C-2,R-1
      2,back,2025-03-05,C-2,R-1
      3,paid,2025-03-03,C-3,R-2
      """;

  @TempDir private Path folder;

  private final TopologyTestDriver driver =
      TopologyRunner.driver(DEFINITION, new TestClock(LocalDate.of(2026, 1, 1)));

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void aCorrectedMappingSupersedesWhatTheOldOneWrote() throws IOException {
    Path orders = Files.writeString(folder.resolve("orders.csv"), ORDERS);
    send(facts(1, "DEFECT", FileRevisions.fixed(7), orders));
    assertThat(published()).containsEntry("R-1", "2 won, 0 remorse").containsKey("R-2");

    send(facts(2, "CHANGE_OF_MIND", FileRevisions.fixed(7), orders));

    assertThat(published()).containsEntry("R-1", "2 won, 1 remorse");
    assertThat(TopologyRunner.state(driver).ledger())
        .isEqualTo(Map.of(Reason.NONE, 4L, Reason.NEWER_VERSION, 4L));
  }

  @Test
  void anEditedRowSupersedesAndTheFileAsItWasChangesNothingMore() throws IOException {
    Path register = folder.resolve("revisions");
    Path orders = Files.writeString(folder.resolve("orders.csv"), ORDERS);
    send(facts(1, "CHANGE_OF_MIND", FileRevisions.remembered(register, "shop"), orders));
    Path edited = folder.resolve("edited.csv");
    Files.writeString(
        edited, ORDERS.replace("1,paid,2025-03-01,C-1,R-1", "1,paid,2025-03-01,C-1,R-2"));
    Files.setLastModifiedTime(
        edited, FileTime.fromMillis(Files.getLastModifiedTime(orders).toMillis() + 1_000));

    send(facts(1, "CHANGE_OF_MIND", FileRevisions.remembered(register, "shop"), edited));

    assertThat(published())
        .containsEntry("R-1", "1 won, 1 remorse")
        .containsEntry("R-2", "2 won, 0 remorse");
    assertThat(TopologyRunner.state(driver).ledger())
        .isEqualTo(Map.of(Reason.NONE, 4L, Reason.NEWER_VERSION, 4L));

    send(facts(1, "CHANGE_OF_MIND", FileRevisions.remembered(register, "shop"), orders));

    assertThat(published()).isEmpty();
    assertThat(TopologyRunner.state(driver).ledger())
        .isEqualTo(Map.of(Reason.NONE, 4L, Reason.NEWER_VERSION, 4L, Reason.IDENTICAL_COPY, 4L));
  }

  @Test
  void aRevertedExportSupersedesTheEditedOneAtItsPlace() throws IOException {
    Path register = folder.resolve("revisions");
    Path orders = folder.resolve("orders.csv");
    List<Map<String, String>> seen = new ArrayList<>();
    String edited = ORDERS.replace("1,paid,2025-03-01,C-1,R-1", "1,paid,2025-03-01,C-1,R-2");
    for (String export : List.of(ORDERS, edited, ORDERS, ORDERS)) {
      // As a restored backup: its time is not later than that of what it replaces.
      Files.writeString(orders, export);
      Files.setLastModifiedTime(orders, FileTime.fromMillis(1_000));
      send(facts(1, "CHANGE_OF_MIND", FileRevisions.remembered(register, "shop"), orders));
      seen.add(published());
    }

    assertThat(seen.get(1)).containsEntry("R-1", "1 won, 1 remorse");
    assertThat(seen.get(2)).isEqualTo(seen.get(0)).containsEntry("R-1", "2 won, 1 remorse");
    assertThat(seen.get(3)).isEmpty();
    assertThat(TopologyRunner.state(driver).ledger())
        .isEqualTo(Map.of(Reason.NONE, 4L, Reason.NEWER_VERSION, 8L, Reason.IDENTICAL_COPY, 4L));
  }

  @Test
  void aMappingWithOtherIdsRetractsTheOldOnesItself() throws IOException {
    Path orders = Files.writeString(folder.resolve("orders.csv"), ORDERS);
    send(facts(MAPPING.formatted(1, "CHANGE_OF_MIND"), FileRevisions.fixed(7), orders));
    assertThat(published()).containsEntry("R-1", "2 won, 1 remorse").containsKey("R-2");
    String otherIds =
        MAPPING
            .formatted(2, "CHANGE_OF_MIND")
            .replace("eventId: \"{order_no}:{state}\"", "eventId: \"shop-{order_no}:{state}\"");
    // What the wiring page tells to do: the old rule stays, and withdraws what it wrote.
    String old = MAPPING.formatted(2, "CHANGE_OF_MIND");
    String withdrawal =
        old.substring(old.indexOf("  - name: order"))
            .replace("name: order", "name: old-order")
            .replace("    fields:\n", "    fields:\n      retracted: \"true\"\n");

    send(facts(otherIds + withdrawal, FileRevisions.fixed(7), orders));

    assertThat(published()).isEmpty();
    assertThat(TopologyRunner.state(driver).ledger())
        .isEqualTo(Map.of(Reason.NONE, 8L, Reason.NEWER_VERSION, 4L));
  }

  private List<Fact> facts(int version, String reason, FileRevisions revisions, Path file)
      throws IOException {
    return facts(MAPPING.formatted(version, reason), revisions, file);
  }

  private List<Fact> facts(String text, FileRevisions revisions, Path file) throws IOException {
    Path source = Files.createDirectories(folder.resolve("shop"));
    Files.writeString(source.resolve("mapping.yaml"), text);
    Mapping mapping = new MappingLoader(DEFINITION.zone()).load(source);
    return MappedFacts.of(mapping, revisions, file);
  }

  private void send(List<Fact> facts) {
    facts.forEach(fact -> TopologyRunner.pipe(driver, Deliveries.of(fact)));
  }

  /** The reps' rows over all time published since the last call. */
  private Map<String, String> published() {
    Map<String, String> rows = new TreeMap<>();
    TopologyRunner.records(driver, Topics.SERVICE_QUALITY)
        .forEach(
            row -> {
              ServiceQuality value = row.value();
              if (row.key().getPeriod().equals("all") && row.key().getId().startsWith("R-")) {
                rows.put(
                    row.key().getId(),
                    value == null
                        ? "gone"
                        : value.getWon() + " won, " + value.getRemorse30() + " remorse");
              }
            });
    return rows;
  }
}
