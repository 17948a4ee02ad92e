package io.willingly.connectors.mapping;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the values of an event are from. */
class ProvenanceTest {
  private static final String MAPPING =
      """
      version: 4
      inputs:
        rows:
          format: ndjson
      events:
        - name: won
          family: deal
          fields:
            eventId: "{id}:{/meta/step}"
            occurredAt: {from: at}
            kind: {from: stage, map: {closed: WON}}
            dealId: {from: id}
            customerId: {from: buyer, default: "~deal:{id}"}
            amount: {from: /price/total, unit: major, currency: {from: /price/currency}}
            listPrice: {from: list, unit: major, currency: EUR}
            productLine: {expr: '.lines[0]'}
            stage: {from: phase}
            credits:
              - {when: .first != null, repId: {from: first}, role: CLOSER, shareBasisPoints: "10000", primary: "true"}
              - {repId: {from: second}, role: SDR, shareBasisPoints: {from: share, default: 0}, primary: "false"}
      """;

  private static final String ROW =
      """
      {"id":"D1","at":"2026-01-02T03:04:05Z","stage":"closed","meta":{"step":2},\
      "price":{"total":12.5,"currency":"EUR"},"lines":["seats"],"phase":"","second":"R2"}
      """;

  @TempDir private Path folder;

  private Map<String, EventField> fields(String row) throws IOException {
    Path file = Files.writeString(folder.resolve("rows.ndjson"), row);
    List<RowOutcome> outcomes = new ArrayList<>();
    new MappingLoader(ZoneOffset.UTC)
        .parse("crm", MAPPING)
        .run(List.of(file), RunOptions.of("crm-eu"), outcomes::add);
    RowOutcome.Mapped mapped = (RowOutcome.Mapped) outcomes.get(0);
    return mapped.events().get(0).fields().get().stream()
        .collect(Collectors.toMap(EventField::name, field -> field));
  }

  private static String from(Map<String, EventField> fields, String name) {
    return requireNonNull(fields.get(name), name).from();
  }

  @Test
  void namesTheColumnsAndPointersOfEachValue() throws IOException {
    Map<String, EventField> fields = fields(ROW);

    assertThat(fields.get("dealId")).isEqualTo(new EventField("dealId", "D1", "'id'"));
    assertThat(from(fields, "eventId")).isEqualTo("'id' and '/meta/step'");
    assertThat(fields.get("kind"))
        .isEqualTo(new EventField("kind", "WON", "'stage', by the value map"));
    assertThat(fields.get("customerId"))
        .isEqualTo(new EventField("customerId", "~deal:D1", "default: 'id'"));
    assertThat(fields.get("amount.minor"))
        .isEqualTo(new EventField("amount.minor", 1250L, "'/price/total'"));
    assertThat(from(fields, "amount.currency")).isEqualTo("'/price/currency'");
    assertThat(fields.get("occurredAt"))
        .isEqualTo(new EventField("occurredAt", "2026-01-02T03:04:05Z", "'at'"));
    assertThat(from(fields, "productLine")).isEqualTo("the expression's result");
  }

  @Test
  void namesWhoGaveWhatNoRowHas() throws IOException {
    Map<String, EventField> fields = fields(ROW);

    assertThat(fields.get("source"))
        .isEqualTo(new EventField("source", "crm-eu", "name of the source"));
    assertThat(fields.get("mappingVersion"))
        .isEqualTo(new EventField("mappingVersion", 4, "version of the mapping"));
    assertThat(from(fields, "revision")).isEqualTo("time of the file");
    assertThat(fields.get("retracted"))
        .isEqualTo(new EventField("retracted", false, "default of the event's schema"));
  }

  @Test
  void tellsWhatWasAskedForInVainAndNothingOfWhatWasNot() throws IOException {
    Map<String, EventField> fields = fields(ROW);

    assertThat(fields.get("stage")).isEqualTo(new EventField("stage", null, "'phase' is empty"));
    assertThat(fields.get("listPrice"))
        .isEqualTo(new EventField("listPrice", null, "'list' is missing"));
    assertThat(fields).doesNotContainKeys("lossReason", "amount", "credits", "listPrice.currency");
  }

  @Test
  void numbersTheElementsThatAreThere() throws IOException {
    Map<String, EventField> second = fields(ROW);
    Map<String, EventField> both = fields(ROW.replace("\"second\"", "\"first\":\"R1\",\"second\""));

    assertThat(second.get("credits[0].repId"))
        .isEqualTo(new EventField("credits[0].repId", "R2", "'second'"));
    assertThat(from(second, "credits[0].shareBasisPoints")).isEqualTo("default: the mapping");
    assertThat(second).doesNotContainKey("credits[1].repId");
    assertThat(from(both, "credits[1].repId")).isEqualTo("'second'");
    assertThat(from(both, "credits[0].role")).isEqualTo("the mapping");
  }
}
