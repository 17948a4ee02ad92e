package io.willingly.connectors.guess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.willingly.connectors.assemble.SampleAssembly;
import io.willingly.connectors.mapping.InputException;
import io.willingly.connectors.mapping.MappingLint;
import io.willingly.connectors.mapping.SampleCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Payloads in the shape of vendors, made up by hand, and the drafts they must give. Run with {@code
 * -Dgolden.update} to write the drafts, and review the difference.
 */
class SourceDraftTest {
  private static final Path PAYLOADS = Path.of("src/test/payloads");
  private static final Instant NOW = Instant.ofEpochMilli(SampleCase.ARRIVAL);

  @TempDir Path folder;

  static List<Path> vendors() throws IOException {
    return list(PAYLOADS);
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void draftsWhatItCanAndMarksTheRest(Path vendor) throws IOException {
    List<Path> samples =
        list(vendor).stream().filter(file -> file.toString().endsWith(".json")).toList();

    String draft = SourceDraft.of(samples);

    Path golden = vendor.resolve("draft.yaml");
    if (System.getProperty("golden.update") != null) {
      Files.writeString(golden, draft);
    }
    assertThat(draft).isEqualTo(Files.readString(golden));
    Path first = Files.createDirectories(folder.resolve("samples/first"));
    for (Path sample : samples) {
      Files.copy(sample, first.resolve(String.valueOf(sample.getFileName())));
    }
    Path mapping = Files.writeString(folder.resolve("mapping.yaml"), draft);
    List<String> errors =
        MappingLint.of(folder).stream()
            .filter(MappingLint.Finding::error)
            .map(finding -> finding.message())
            .toList();
    assertThat(errors).isEqualTo(MappingLint.unfilled(mapping));
  }

  @Test
  void aDealThatIsReopenedIsWonNoMore() throws IOException {
    List<JsonNode> won = told("pipedrive", "won", "repriced");

    assertThat(won).allSatisfy(each -> assertThat(each.has("message")).isFalse());
    assertThat(last(won, "4711:won").at("/amount/minor").asLong()).isEqualTo(1_700_000);
    assertThat(last(won, "4711:won").at("/retracted").asBoolean()).isFalse();

    List<JsonNode> reopened = told("pipedrive", "won", "repriced", "reopened");

    assertThat(last(reopened, "4711:won").at("/retracted").asBoolean()).isTrue();
    assertThat(last(reopened, "4711:opened").at("/retracted").asBoolean()).isFalse();
  }

  @Test
  void aDealThatIsDeletedTakesAllBack() throws IOException {
    List<JsonNode> pipedrive = told("pipedrive", "lost", "deleted");
    List<JsonNode> magpie = told("magpie", "changes", "deleted");

    assertThat(last(pipedrive, "4712:lost").at("/retracted").asBoolean()).isTrue();
    assertThat(last(pipedrive, "4712:opened").at("/retracted").asBoolean()).isTrue();
    assertThat(last(magpie, "12:won").at("/retracted").asBoolean()).isTrue();
    assertThat(last(magpie, "12:won").at("/amount/minor").asLong()).isEqualTo(120_050);
  }

  @Test
  void twoRefundsOfOneInvoiceAreTwoEventsOfTheDealThatWasWon() throws IOException {
    List<JsonNode> told = told("chargebee", "activated", "refunded", "refunded-again");

    JsonNode first = last(told, "txn_r1:refunded");
    JsonNode second = last(told, "txn_r2:refunded");
    assertThat(List.of(first, second))
        .extracting(event -> event.at("/amount/minor").asLong())
        .containsExactly(1000L, 1500L);
    assertThat(List.of(first, second, last(told, "sub_a1:won")))
        .extracting(event -> event.at("/dealId").asText())
        .containsOnly("sub_a1");
  }

  @Test
  void whoHasNoCompanyIsACustomerByThePerson() throws IOException {
    Path sample = PAYLOADS.resolve("pipedrive/won.json");
    String won = Files.readString(sample);
    Path none = Files.writeString(folder.resolve("none.json"), won.replace("77,", "null,"));
    Path neither =
        Files.writeString(
            folder.resolve("neither.json"),
            won.replace("77,", "null,").replace("78,", "null,").replace("4711", "4713"));

    assertThat(customers(sample, none)).containsExactly("77", "contact id:78");
    assertThat(customers(none, neither)).containsExactly("contact id:78", "~deal:4713");
  }

  /** Of a deal that each sample tells is won, by a draft of all of them. */
  private List<String> customers(Path... samples) throws IOException {
    Path drafted = Files.createTempDirectory(folder, "customers");
    Path first = Files.createDirectories(drafted.resolve("samples/first"));
    Files.writeString(drafted.resolve("mapping.yaml"), SourceDraft.of(List.of(samples)));
    List<String> customers = new ArrayList<>();
    for (Path sample : samples) {
      Files.copy(sample, first.resolve("won.json"), StandardCopyOption.REPLACE_EXISTING);
      for (String line : SampleAssembly.run(new SampleCase(drafted, "first"), NOW).lines()) {
        JsonNode event = new ObjectMapper().readTree(line).path("event");
        if (event.path("kind").asText().equals("WON")) {
          customers.add(event.path("customerId").asText());
        }
      }
    }
    return customers;
  }

  /** What samples of a vendor become in this order, by the draft of all of them. */
  private List<JsonNode> told(String vendor, String... samples) throws IOException {
    Path drafted = Files.createTempDirectory(folder, vendor);
    Path first = Files.createDirectories(drafted.resolve("samples/first"));
    for (int i = 0; i < samples.length; i++) {
      Files.copy(
          PAYLOADS.resolve(vendor).resolve(samples[i] + ".json"), first.resolve(i + ".json"));
    }
    String draft = Files.readString(PAYLOADS.resolve(vendor).resolve("draft.yaml"));
    Files.writeString(
        drafted.resolve("mapping.yaml"), draft.replaceAll("unit:  # FILL IN.*", "unit: minor"));
    List<JsonNode> lines = new ArrayList<>();
    for (SampleCase sample : SampleCase.of(drafted)) {
      for (String line : SampleAssembly.run(sample, NOW).lines()) {
        lines.add(new ObjectMapper().readTree(line));
      }
    }
    return lines;
  }

  private static JsonNode last(List<JsonNode> lines, String eventId) {
    return lines.stream()
        .map(line -> line.path("event"))
        .filter(event -> event.path("eventId").asText().equals(eventId))
        .reduce((former, latter) -> latter)
        .orElseThrow();
  }

  @Test
  void aPersonIsNoPartOfADeal() throws IOException {
    Path person =
        Files.writeString(
            folder.resolve("person.json"),
            """
            {"meta": {"action": "create", "entity": "person", "entity_id": "78"},
             "data": {"id": 78, "name": "Bo"}, "previous": null}
            """);

    assertThat(SourceDraft.of(List.of(PAYLOADS.resolve("pipedrive/won.json"), person)))
        .contains("- from: payloads\n    when: \".meta.entity == \\\"person\\\"\"")
        .contains("when: \".meta.entity == \\\"deal\\\" and not(test(");
  }

  @Test
  void anInvoiceThatWasMadeIsNoPayment() throws IOException {
    Path invoice =
        Files.writeString(
            folder.resolve("invoice.json"),
            "{\"event_type\": \"invoice_generated\", \"invoice\": {\"id\": \"I-1\", \"status\": \"paid\"}}");

    assertThat(SourceDraft.of(List.of(invoice)))
        .contains("kind:  # FILL IN")
        .doesNotContain("PAYMENT  #", "WON  #");
  }

  @Test
  void aPayloadThatTellsNothingIsAllToFillIn() throws IOException {
    Path sample = Files.writeString(folder.resolve("odd.json"), "{\"colour\": \"red\"}");

    Path mapping =
        Files.writeString(folder.resolve("mapping.yaml"), SourceDraft.of(List.of(sample)));

    assertThat(MappingLint.unfilled(mapping))
        .hasSize(5)
        .anySatisfy(line -> assertThat(line).contains("mapping.yaml:", "fill in 'kind:'"));
  }

  @Test
  void whatIsNoPayloadIsRefused() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.json"), "{\n\"a\": }");
    Path number = Files.writeString(folder.resolve("number.json"), "[1]");
    Path empty = Files.writeString(folder.resolve("empty.json"), "{}");

    assertThatThrownBy(() -> SourceDraft.of(List.of(broken)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("broken.json: not valid JSON, line 2");
    assertThatThrownBy(() -> SourceDraft.of(List.of(number)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("number.json: a payload must be a JSON object");
    assertThatThrownBy(() -> SourceDraft.of(List.of(empty)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("empty.json: a payload is {}, which tells nothing");
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
