package io.willingly.connectors.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.willingly.event.DealEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How rows are read: nothing is lost, rounded or guessed on the way. */
class ReadingTest {
  private static final String DEAL =
      """
      version: 3
      inputs:
        rows:
      %s
      events:
        - name: won
          family: deal
          fields:
            eventId: "{id}"
            kind: WON
            occurredAt: "2026-01-01"
            dealId: "{id}"
            customerId: {from: buyer, absent: [%s], default: nobody}
            amount: {from: price, unit: major, currency: EUR}
      """;

  private static final String ONE = "id,buyer,price\nD1,B,1\n";
  private static final String TWO = "id,buyer,price\nD1,B,2\n";

  @TempDir private Path folder;

  @Test
  void csvMayHaveAnotherDelimiterQuoteAndEncoding() throws IOException {
    Mapping mapping =
        load("    delimiter: tab\n    quote: \"'\"\n    encoding: ISO-8859-1", "empty");
    byte[] bytes =
        "id\tbuyer\tprice\nD1\t'Müller\tSöhne'\t1\n".getBytes(StandardCharsets.ISO_8859_1);

    List<RowOutcome> outcomes = run(mapping, Files.write(folder.resolve("in.csv"), bytes));

    assertThat(deal(outcomes.get(0)).getCustomerId()).isEqualTo("Müller\tSöhne");
  }

  @Test
  void rowsMayLieInsideTheirDocuments() throws IOException {
    Mapping mapping =
        new MappingLoader(ZoneOffset.UTC)
            .parse(
                "envelopes",
                """
                version: 1
                rows: /page/deals
                inputs:
                  pages: {format: json}
                events:
                  - name: won
                    family: deal
                    each: {expr: '[for (.parts) .id if (.sold)]'}
                    fields: {kind: WON, dealId: "{_item}", customerId: "{who}", occurredAt: "2026-02-01"}
                """);
    Path pages =
        write(
            "pages.json",
            """
            {"page": {"deals": [
              {"who": "A", "parts": [{"id": "1", "sold": true}, {"id": "2"}, {"id": "3", "sold": true}]},
              {"who": "B", "parts": [{"id": "4", "sold": true}]}]}}
            {"page": {"deals": {"who": "C", "parts": [{"id": "5", "sold": true}]}}}
            {"page": {}}
            """);

    List<RowOutcome> outcomes = run(mapping, pages);

    assertThat(outcomes.subList(0, 3))
        .flatExtracting(row -> ((RowOutcome.Mapped) row).events())
        .extracting(MappedEvent::key, event -> ((DealEvent) event.event()).getDealId())
        .containsExactly(tuple("A", "1"), tuple("A", "3"), tuple("B", "4"), tuple("C", "5"));
    assertThat(outcomes).extracting(row -> row.position().row()).containsExactly(1L, 2L, 3L, 4L);
    assertThat(outcomes.get(3))
        .isInstanceOfSatisfying(
            RowOutcome.Rejected.class,
            row ->
                assertThat(row.message())
                    .isEqualTo(
                        "a row must be a JSON object; its mapping looks for it at '/page/deals'"));
  }

  @Test
  void aViewThatNeverEndsIsStopped() throws IOException {
    Mapping mapping =
        new MappingLoader(ZoneOffset.UTC)
            .parse(
                "endless",
                """
                version: 1
                inputs:
                  rows: {columns: [id]}
                views:
                  all: |
                    SELECT *, (SELECT sum(a.range * b.range % 7)
                               FROM range(9999999) a, range(9999999) b)::VARCHAR AS s FROM rows
                events:
                  - name: won
                    from: all
                    family: deal
                    fields: {kind: WON, dealId: "{id}", customerId: "{s}", occurredAt: "2026-02-01"}
                """);
    RunOptions options = new RunOptions("endless", FileRevisions.fixed(1), Duration.ofSeconds(1));

    assertThatThrownBy(() -> mapping.run(List.of(write("in.csv", "id\nX-1\n")), options, row -> {}))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "view 'all' is stopped: it computes for longer than 1 s; is a join condition missing?");
  }

  @Test
  void aByteOrderMarkAndBlankLinesAreNoData() throws IOException {
    List<RowOutcome> outcomes =
        run(
            load("    columns: [id, buyer, price]", "empty"),
            write("in.csv", "\uFEFFid,buyer,price\n\nD1,B,1\n\nD2,B,2\n"));

    assertThat(outcomes)
        .extracting(RowOutcome::position)
        .containsExactly(new Position("in.csv", 1, 3), new Position("in.csv", 2, 5));
  }

  @Test
  void aBrokenRowIsOneRejectAndTheOthersAreRead() throws IOException {
    byte[] text =
        "id,buyer,price\nD1,B,1\nD2,B\nD3,\u00FF,1\nD4,B,4\n".getBytes(StandardCharsets.ISO_8859_1);

    List<RowOutcome> outcomes =
        run(load("    format: csv", "empty"), Files.write(folder.resolve("in.csv"), text));

    assertThat(outcomes).hasSize(4);
    assertThat(rejected(outcomes.get(1)).message()).contains("has 2 cells, the header has 3");
    assertThat(rejected(outcomes.get(2)).message()).contains("not UTF-8");
    assertThat(deal(outcomes.get(3)).getDealId()).isEqualTo("D4");
  }

  @Test
  void jsonNumbersKeepAllTheirDigits() throws IOException {
    List<RowOutcome> outcomes =
        run(
            load("    format: json", "empty"),
            write(
                "in.json",
                "[{\"id\": 820982911946154508, \"buyer\": \"B\", \"price\": 90071992547409.93}]"));

    assertThat(deal(outcomes.get(0)).getDealId()).isEqualTo("820982911946154508");
    assertThat(deal(outcomes.get(0)).getAmount().getMinor()).isEqualTo(9007199254740993L);
  }

  @Test
  void missingNullAndEmptyAreThreeThings() throws IOException {
    String rows =
        """
        {"id": "missing"}
        {"id": "null", "buyer": null}
        {"id": "empty", "buyer": ""}
        """;

    List<RowOutcome> onlyMissing = run(load("    format: ndjson", "missing"), write("a", rows));
    List<RowOutcome> onlyNull = run(load("    format: ndjson", "'null'"), write("b", rows));

    assertThat(deal(onlyMissing.get(0)).getCustomerId()).isEqualTo("nobody");
    assertThat(rejected(onlyMissing.get(1)).message()).contains("'buyer' is null");
    assertThat(deal(onlyMissing.get(2)).getCustomerId()).isEmpty();
    assertThat(rejected(onlyNull.get(0)).message()).contains("'buyer' is missing");
    assertThat(deal(onlyNull.get(1)).getCustomerId()).isEqualTo("nobody");
  }

  @Test
  void aPayloadThatIsAListMakesARowPerElement() throws IOException {
    JsonNode payload =
        InputReader.JSON.readTree("[{\"id\": 1, \"buyer\": \"B\"}, 7, {\"id\": 2, \"price\": -1}]");

    List<RowOutcome> outcomes = load("    format: json", "missing").apply(payload, "hook");

    assertThat(deal(outcomes.get(0)).getSource()).isEqualTo("hook");
    assertThat(rejected(outcomes.get(1)).code()).isEqualTo(RejectCode.UNREADABLE);
    assertThat(rejected(outcomes.get(2)).field()).isEqualTo("won.amount");
  }

  @ParameterizedTest
  @CsvSource({
    "iso, 2026-03-29, 2026-03-28T23:00:00Z",
    "iso, 2026-07-01 10:15, 2026-07-01T08:15:00Z",
    "iso, 2026-07-01T10:15:30.123456789, 2026-07-01T08:15:30.123456789Z",
    "iso, 2026-07-01T10:15:30-05:00, 2026-07-01T15:15:30Z",
    "iso, 2026-07-01T10:15:30.5+0530, 2026-07-01T04:45:30.500Z",
    "iso, 2026-07-01T10:15:30Z, 2026-07-01T10:15:30Z",
    "epoch_s, 1591056777.185, 2020-06-02T00:12:57.185Z",
    "epoch_ms, 1591056777185, 2020-06-02T00:12:57.185Z",
    "epoch_us, -1, 1969-12-31T23:59:59.999999Z",
    "dd/MM/yyyy HH:mm, 01/07/2026 10:15, 2026-07-01T08:15:00Z",
    "M/d/yy, 7/1/26, 2026-06-30T22:00:00Z",
    "d MMM yyyy, 1 Jul 2026, 2026-06-30T22:00:00Z",
  })
  void timesAreReadInTheirFormat(String format, String text, Instant expected) {
    TimeFormat time = TimeFormat.of(format, ZoneId.of("Europe/Madrid"), YamlNode.parse("t", "x"));

    assertThat(time.instant(TextNode.valueOf(text))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"iso, 2026-02-30", "iso, 10:15", "iso, 1591056777", "epoch_ms, soon", "HH:mm, 10:15"})
  void whatIsNoTimeIsNotGuessed(String format, String text) {
    TimeFormat time = TimeFormat.of(format, ZoneId.of("Europe/Madrid"), YamlNode.parse("t", "x"));

    assertThatThrownBy(() -> time.instant(TextNode.valueOf(text))).isInstanceOf(RowProblem.class);
  }

  @Test
  void theSameBytesKeepTheirRevisionAndEditedOnesGetAGreaterOne() throws IOException {
    Mapping mapping = load("    format: csv", "empty");
    Path first = touched(write("export.csv", ONE), 1_000);
    Path copy = touched(write("copy.csv", ONE), 9_000);
    Path edited = touched(write("edited.csv", TWO), 2_000);

    List<Long> revisions = new ArrayList<>();
    for (Path file : List.of(first, copy, edited, first, edited, copy)) {
      revisions.add(revision(mapping, "test", file));
    }

    assertThat(revisions).containsExactly(1_000L, 1_000L, 2_000L, 1_000L, 2_000L, 1_000L);
  }

  @Test
  void whatReplacesAFileIsNewerAlsoWhenItIsAsTheFileWasBefore() throws IOException {
    Mapping mapping = load("    format: csv", "empty");
    long first = revision(mapping, "test", touched(write("export.csv", ONE), 1_000));
    long edited = revision(mapping, "test", touched(write("export.csv", TWO), 2_000));
    long ofAnother = revision(mapping, "another", folder.resolve("export.csv"));

    long reverted = revision(mapping, "test", touched(write("export.csv", ONE), 3_000));
    long again = revision(mapping, "test", touched(write("export.csv", ONE), 9_000));
    long copy = revision(mapping, "test", touched(write("copy.csv", ONE), 9_000));
    long restored = revision(mapping, "test", touched(write("export.csv", TWO), 2_000));

    assertThat(List.of(first, edited, ofAnother)).containsExactly(1_000L, 2_000L, 2_000L);
    assertThat(List.of(reverted, again, copy)).containsOnly(3_000L);
    assertThat(restored).isEqualTo(3_001L);
  }

  @Test
  void aLineThatACrashCutOffCountsAsNotWritten() throws IOException {
    Mapping mapping = load("    format: csv", "empty");
    Path file = touched(write("export.csv", ONE), 1_000);
    revision(mapping, "test", file);
    Path register = folder.resolve("revisions");
    String line = Files.readString(register);
    Files.writeString(register, line.substring(0, line.length() - 1));

    assertThat(revision(mapping, "test", touched(file, 2_000))).isEqualTo(2_000L);
    assertThat(revision(mapping, "test", touched(file, 3_000))).isEqualTo(2_000L);
  }

  private long revision(Mapping mapping, String source, Path file) {
    List<Long> revisions = new ArrayList<>();
    mapping.run(
        List.of(file),
        new RunOptions(source, FileRevisions.remembered(folder.resolve("revisions"), source)),
        outcome -> revisions.add(deal(outcome).getRevision()));
    return revisions.get(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"id\":\"D1\",\"price\":\"%s\"}", "%s", "{\"%s\":1}", "[\"%s\"]"})
  void aRowOfAnySizeFitsIntoItsReject(String row) throws IOException {
    String original = row.formatted("\u20AC".repeat(700_000));

    List<RowOutcome> outcomes =
        run(
            load("    format: ndjson\n    columns: [id]\n    extra-columns: allow", "missing"),
            write("in.ndjson", "{\"id\": \"D0\"}\n" + original));

    RowOutcome.Rejected cut = rejected(outcomes.get(1));
    assertThat(cut.original()).startsWith(original.substring(0, 9)).endsWith(" bytes in all)");
    assertThat(cut.original()).doesNotContain("\uFFFD");
    assertThat(cut.original().getBytes(StandardCharsets.UTF_8).length).isLessThan(33 << 10);
    assertThat(cut.message().getBytes(StandardCharsets.UTF_8).length).isLessThan(3 << 10);
  }

  @Test
  void anUnknownPropertyRejectsItsRowWithTheOneThatWasMeant() throws IOException {
    Mapping mapping =
        load(
            "    format: ndjson\n    columns: [id, buyer, price]\n    extra-columns: reject",
            "missing");
    String good = "{\"id\": 1, \"buyer\": \"B\", \"price\": 2}";
    String typo = "{\"id\": 1, \"buyer\": \"B\", \"prise\": 2}";

    RowOutcome.Rejected read = rejected(run(mapping, write("in", good + "\n" + typo)).get(1));
    RowOutcome.Rejected pushed =
        rejected(mapping.apply(InputReader.JSON.readTree(typo), "hook").get(0));

    assertThat(read.position()).isEqualTo(new Position("in", 2, 2));
    for (RowOutcome.Rejected row : List.of(read, pushed)) {
      assertThat(row.code()).isEqualTo(RejectCode.UNKNOWN_FIELD);
      assertThat(row.field()).isEqualTo("prise");
      assertThat(row.message()).endsWith("; did you mean 'price'?");
    }
  }

  @Test
  void whatAnExpressionCalculatesIsABinaryFractionUntilRounded() throws IOException {
    String calculated = "{expr: .price * 3, unit: major, currency: EUR}";
    String rounded = calculated.replace("}", ", round: half_even}");
    Path file = write("in", "{\"id\": 1, \"buyer\": \"B\", \"price\": 0.1}");

    assertThat(rejected(run(priced(calculated), file).get(0)).message())
        .contains("0.30000000000000004 is finer than the 2 decimals", "'round: half_even'");
    assertThat(deal(run(priced(rounded), file).get(0)).getAmount().getMinor()).isEqualTo(30);
  }

  @Test
  void aStrayQuoteRejectsItsRowAndAllOthersAreRead() throws IOException {
    StringBuilder rows = new StringBuilder("id,buyer,price\n");
    for (int i = 1; i <= 1_000; i++) {
      rows.append("D").append(i).append(i == 2 ? ",\"B" : ",B").append(",1\n");
    }

    List<RowOutcome> outcomes =
        run(load("    columns: [id, buyer, price]", "empty"), write("in.csv", rows.toString()));

    assertThat(outcomes).hasSize(1_000);
    RowOutcome.Rejected quoted = rejected(outcomes.remove(1));
    assertThat(quoted.position()).hasToString("in.csv row 2 (line 3)");
    assertThat(quoted.original()).isEqualTo("D2,\"B,1");
    assertThat(outcomes).allMatch(RowOutcome.Mapped.class::isInstance);
  }

  @Test
  void blanksAroundAnIdAreNoneOfIt() throws IOException {
    String csv = "id , buyer,price\n D 1 ,\"  B\", 1 \n";
    String json = "{\"id\": \" D 1 \", \"buyer\": \"  B\", \"price\": \" 1 \"}";

    List<RowOutcome> outcomes =
        new ArrayList<>(run(load("    format: csv", "missing"), write("in.csv", csv)));
    outcomes.addAll(run(load("    format: ndjson", "missing"), write("in", json)));

    for (RowOutcome outcome : outcomes) {
      assertThat(deal(outcome).getEventId()).isEqualTo("D 1");
      assertThat(deal(outcome).getCustomerId()).isEqualTo("B");
      assertThat(deal(outcome).getAmount().getMinor()).isEqualTo(100);
    }
  }

  @Test
  void aTemplateKeepsTheBlanksBetweenItsParts() throws IOException {
    Files.writeString(
        folder.resolve("mapping.yaml"),
        DEAL.formatted("    format: csv", "empty")
            .replace("dealId: \"{id}\"", "dealId: \"{id} {buyer}\""));
    Mapping mapping = new MappingLoader(ZoneId.of("UTC")).load(folder);

    assertThat(deal(run(mapping, write("in.csv", ONE)).get(0)).getDealId()).isEqualTo("D1 B");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "' ,WON,2026-01-01,1'|deal.dealId|deal.dealId is required, and 'deal_id' is empty",
        "'D,,2026-01-01,1'|deal.kind|deal.kind is required, and 'kind' is empty",
        "'D,WON,,1'|deal.occurredAt|deal.occurredAt is required, and 'occurred_at' is empty",
        "'D,WON,soon,1'|deal.occurredAt|deal.occurredAt from 'occurred_at': 'soon' is not a time of"
            + " format iso, such as 2026-03-31 or 2026-03-31T10:15:00Z",
        "'D,WIN,2026-01-01,1'|deal.kind|deal.kind from 'kind': 'WIN' is not a DealKind; did you"
            + " mean 'WON'?",
        "'D,WON,2026-01-01,x'|deal.amount|deal.amount from 'amount': 'x' is not a number such as 12"
            + " or 12.50",
        "'D,WON,2026-01-01,1'|deal.amount.currency|deal.amount from 'amount' has no currency:"
            + " 'currency' is missing"
      })
  void aRejectNamesTheFieldAndTheColumnThatIsWrong(String row, String field, String message)
      throws IOException {
    Mapping mapping = new MappingLoader(ZoneId.of("UTC")).load("generic-csv");

    RowOutcome.Rejected outcome =
        rejected(run(mapping, write("in.csv", "deal_id,kind,occurred_at,amount\n" + row)).get(0));

    assertThat(outcome.field()).isEqualTo(field);
    assertThat(outcome.message()).isEqualTo(message);
  }

  @Test
  void anEmptyFolderIsRefused() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Mapping mapping = load("    format: csv", "empty");

    assertThatThrownBy(() -> run(mapping, empty))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith("empty: no file is in this folder");
  }

  private Mapping priced(String amount) throws IOException {
    String given = "{from: price, unit: major, currency: EUR}";
    Files.writeString(
        folder.resolve("mapping.yaml"),
        DEAL.formatted("    format: ndjson", "missing").replace(given, amount));
    return new MappingLoader(ZoneId.of("UTC")).load(folder);
  }

  private Mapping load(String input, String absent) throws IOException {
    Files.writeString(folder.resolve("mapping.yaml"), DEAL.formatted(input, absent));
    return new MappingLoader(ZoneId.of("UTC")).load(folder);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static Path touched(Path file, long millis) throws IOException {
    return Files.setLastModifiedTime(file, FileTime.fromMillis(millis));
  }

  private static List<RowOutcome> run(Mapping mapping, Path file) {
    List<RowOutcome> outcomes = new ArrayList<>();
    RunSummary summary = mapping.run(List.of(file), RunOptions.of("test"), outcomes::add);
    assertThat(summary.rows()).isEqualTo(outcomes.size());
    return outcomes;
  }

  private static DealEvent deal(RowOutcome outcome) {
    assertThat(outcome).isInstanceOf(RowOutcome.Mapped.class);
    return (DealEvent) ((RowOutcome.Mapped) outcome).events().get(0).event();
  }

  private static RowOutcome.Rejected rejected(RowOutcome outcome) {
    assertThat(outcome).isInstanceOf(RowOutcome.Rejected.class);
    return (RowOutcome.Rejected) outcome;
  }
}
