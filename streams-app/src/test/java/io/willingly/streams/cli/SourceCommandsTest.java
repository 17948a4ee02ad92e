package io.willingly.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.streams.cli.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What needs no pipeline: a source's folder, and what rows become. */
class SourceCommandsTest {
  private static final String MAPPING =
      """
      version: 1
      description: a shop
      inputs:
        orders:
          format: ndjson
      events:
        - name: won
          family: deal
          fields:
            eventId: "{no}:won"
            kind: WON
            occurredAt: {from: paid_at}
            dealId: "{no}"
            customerId: "{client}"
            amount: {from: total, unit: major, currency: EUR}
      """;

  private static final String ORDER =
      """
      {"no": "7", "paid_at": "2026-03-01T10:00:00Z", "client": "C-1", "total": "12.50"}
      """;

  @TempDir Path folder;

  private final Shell shell = new Shell(Map.of());

  @BeforeEach
  void source() throws IOException {
    Files.createDirectories(folder.resolve("samples/first"));
    Files.writeString(folder.resolve("mapping.yaml"), MAPPING);
    Files.writeString(folder.resolve("samples/first/orders.ndjson"), ORDER);
  }

  @Test
  void testWritesWhatIsExpectedAndTellsWhatDiffers() throws IOException {
    Result unsaid = run("source", "test");
    assertThat(unsaid.code()).isEqualTo(1);
    assertThat(unsaid.out()).contains("nothing is expected yet", "--update");

    assertThat(run("source", "test", "--update").code()).isZero();
    Result same = run("source", "test");
    assertThat(same.code()).isZero();
    assertThat(same.out()).contains("first: as expected");

    Files.writeString(folder.resolve("mapping.yaml"), MAPPING.replace("EUR", "USD"));
    Result other = run("source", "test");
    assertThat(other.code()).isEqualTo(1);
    assertThat(other.out()).contains("7:won: event.amount.currency: expected \"EUR\", is \"USD\"");
  }

  @Test
  void testRefusesWhatThePipelineWouldNotTake() throws IOException {
    Files.writeString(
        folder.resolve("samples/first/orders.ndjson"), ORDER.replace("2026-", "1026-"));

    Result refused = run("source", "test", "--update");

    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.out())
        .contains("refused: orders.ndjson row 1: RANGE", "not written")
        .doesNotContain("written to");
    assertThat(folder.resolve("expected/first.ndjson")).doesNotExist();
  }

  @Test
  void samplesAreJudgedAsIfTheyArrivedNow() throws IOException {
    Path sample = folder.resolve("samples/first/orders.ndjson");
    Shell then =
        new Shell(Map.of(), Clock.fixed(Instant.parse("2031-05-01T12:00:00Z"), ZoneOffset.UTC));

    Files.writeString(sample, ORDER.replace("2026-03-01T10:00", "2031-05-01T11:59"));
    Result lint = then.run("source", "lint", folder.toString());
    assertThat(lint.code()).as(lint.out()).isZero();
    assertThat(then.run("source", "test", "--update", folder.toString()).code()).isZero();

    Files.writeString(sample, ORDER.replace("2026-03-01T10:00", "2031-05-01T12:06"));
    assertThat(then.run("source", "lint", folder.toString()))
        .satisfies(early -> assertThat(early.code()).isEqualTo(1))
        .satisfies(early -> assertThat(early.out()).contains("error: sample first: ", "FUTURE"));
    assertThat(then.run("source", "test", folder.toString()))
        .satisfies(early -> assertThat(early.code()).isEqualTo(1))
        .satisfies(early -> assertThat(early.out()).contains("refused: ", "FUTURE"));
  }

  @Test
  void lintAndTestLookAtEventsOfObjectsToo() throws IOException {
    Files.writeString(
        folder.resolve("mapping.yaml"),
        MAPPING
            .replace(
                "events:\n",
                """
                objects:
                  - {name: order, id: "{no}", at: {from: paid_at}, set: "."}
                  - {name: order, when: .gone == true, id: "{no}", deleted: "true"}
                events:
                """)
            .replace("family: deal", "from: order\n    family: deal"));
    Files.writeString(
        folder.resolve("samples/first/orders.ndjson"), ORDER.replace("2026-", "1999-"));

    Result lint = run("source", "lint");

    assertThat(lint.code()).isEqualTo(1);
    assertThat(lint.out())
        .contains("error: sample first: orders.ndjson row 1: RANGE")
        .contains("mapping.yaml:8:5: this rule of object 'order' applies to no row")
        .doesNotContain("mapping.yaml:7:5");
    assertThat(run("source", "test").out()).contains("refused: orders.ndjson row 1: RANGE");
  }

  @Test
  void lintTellsOfAllFilesAtOnce() throws IOException {
    Files.writeString(
        folder.resolve("samples/first/orders.ndjson"),
        ORDER.replace("2026-", "1026-") + ORDER.replace("7", "8").replace("Z\"", "\""));
    Files.writeString(folder.resolve("webhook.yaml"), "token: {at: token}\n");

    Result lint = run("source", "lint");

    assertThat(lint.code()).isEqualTo(1);
    assertThat(lint.out().lines().map(line -> line.replaceFirst(":.*", "")))
        .containsExactly("error", "error", "warning");
    assertThat(lint.out()).contains("RANGE", "webhook.yaml:1:", "has no offset");
  }

  @Test
  void testSaysWhyRowsAreRejectedAndWhatIsToBeFilledIn() throws IOException {
    assertThat(run("source", "test", "--update").code()).isZero();
    Files.writeString(
        folder.resolve("samples/first/orders.ndjson"), ORDER.replace("12.50", "12.505"));
    String why = "first: rejected orders.ndjson row 1: won.amount: OUT_OF_RANGE";
    String differs = run("source", "test").out();
    assertThat(differs).contains(why);
    assertThat(differs.indexOf(why)).isLessThan(differs.indexOf("first: - {"));

    Files.writeString(
        folder.resolve("mapping.yaml"),
        MAPPING.replace("\"{client}\"", " # FILL IN: the customer"));
    Result unfilled = run("source", "test", "--update");
    assertThat(unfilled.code()).isEqualTo(2);
    assertThat(unfilled.err()).contains("mapping.yaml:14: fill in 'customerId:' the customer");
  }

  @Test
  void testKnowsShippedSourcesByName() {
    Result shipped = shell.run("source", "test", "olist", "maven-crm");

    assertThat(shipped.code()).as(shipped.out()).isZero();
    assertThat(shipped.out()).contains("olist: shop: as expected", "maven-crm: pipeline: as");
  }

  @Test
  void whatIsNoSourceIsBadInput() throws IOException {
    Result unknown = shell.run("source", "lint", "olst");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("no mapping 'olst'", "did you mean 'olist'?");
    assertThat(unknown.out()).isEmpty();

    Files.writeString(folder.resolve("mapping.yaml"), MAPPING.replace("WON", "WUN"));
    Result broken = run("source", "test");
    assertThat(broken.code()).isEqualTo(2);
    assertThat(broken.err()).contains("mapping.yaml:11:13", "did you mean 'WON'?");
  }

  @Test
  void lintTellsRisksAndMistakesApart() throws IOException {
    Files.writeString(folder.resolve("samples/first/orders.ndjson"), ORDER.replace("Z\"", "\""));
    Result risky = run("source", "lint");
    assertThat(risky.code()).isZero();
    assertThat(risky.out()).contains("warning: ", "has no offset");
    assertThat(run("source", "lint", "--strict").code()).isEqualTo(1);

    Files.writeString(folder.resolve("mapping.yaml"), MAPPING.replace("WON", "WUN"));
    Result broken = run("source", "lint");
    assertThat(broken.code()).isEqualTo(1);
    assertThat(broken.out()).contains("error: ", "mapping.yaml:11:13");
  }

  @Test
  void mapPrintsEventsAndWhereTheirFieldsAreFrom() {
    String file = folder.resolve("samples/first/orders.ndjson").toString();

    Result plain = shell.run("map", "--source", folder.toString(), "--as", "shop-eu", file);
    Result explained = shell.run("map", "--source", folder.toString(), "--explain", file);

    assertThat(plain.code()).as(plain.err()).isZero();
    assertThat(plain.out().lines()).singleElement().asString().contains("\"source\":\"shop-eu\"");
    assertThat(plain.out()).contains("\"minor\":1250").doesNotContain("\"from\"");
    assertThat(explained.out()).contains("\"amount.minor\":\"'total'\"");
    assertThat(plain.err()).contains("1 rows: 1 mapped to 1 events, 0 rejected");
  }

  @Test
  void mapTellsOfRejectsWhereAndWhy() throws IOException {
    Path file = folder.resolve("samples/first/orders.ndjson");
    Files.writeString(file, ORDER + ORDER.replace("12.50", "12.505"));

    Result result = shell.run("map", "--source", folder.toString(), file.toString());

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out().lines()).hasSize(1);
    assertThat(result.err())
        .contains("rejected orders.ndjson row 2: won.amount: OUT_OF_RANGE", "round: half_even");
  }

  @Test
  void initDraftsAFolderThatIsFilledInAndTested() throws IOException {
    Path sample =
        Files.writeString(
            folder.resolve("won.json"),
            """
            {"event": "deal.won", "sent_at": "2026-03-01T10:00:01Z",
             "data": {"id": 7, "account_id": "C-1", "price": 4900, "currency": "eur",
                      "won_at": "2026-03-01T10:00:00Z"}}
            """);
    Path out = folder.resolve("shop");

    Result drafted =
        shell.run("source", "init", "--sample", sample.toString(), "--out", out.toString());

    assertThat(drafted.code()).as(drafted.err()).isZero();
    assertThat(drafted.out()).contains("shop/mapping.yaml:", "fill in 'unit:'");
    Result unfilled = shell.run("source", "lint", out.toString());
    assertThat(unfilled.code()).isEqualTo(1);
    assertThat(unfilled.out()).contains("fill in 'unit:'", "webhook.yaml:4: fill in 'proof:'");

    Path mapping = out.resolve("mapping.yaml");
    Files.writeString(
        mapping, Files.readString(mapping).replaceFirst("unit:  # FILL IN.*", "unit: minor"));
    Path webhook = out.resolve("webhook.yaml");
    String signed =
        Files.readString(webhook)
            .replaceFirst("proof:  # FILL IN.*", "")
            .replace("# signature: ", "signature: ");
    Files.writeString(webhook, signed.replace("encoding: hex", "encoding: octal"));
    assertThat(shell.run("source", "lint", out.toString()).out())
        .contains("error: ", "webhook.yaml:8:", "octal");
    Files.writeString(webhook, signed);

    assertThat(shell.run("source", "lint", out.toString()).code()).isZero();
    assertThat(shell.run("source", "test", "--update", out.toString()).code()).isZero();
    assertThat(Files.readString(out.resolve("expected/first.ndjson")))
        .contains("\"eventId\":\"7:won\"", "\"minor\":4900,\"currency\":\"EUR\"");
    assertThat(shell.run("source", "init", "--sample", sample.toString(), "--out", out.toString()))
        .satisfies(again -> assertThat(again.code()).isEqualTo(2))
        .satisfies(again -> assertThat(again.err()).contains("has a mapping already"));
  }

  @Test
  void eachProofThatInitDraftsCanBeChosen() throws IOException {
    Path sample = Files.writeString(folder.resolve("won.json"), "{\"event\": \"deal.won\"}");
    Path out = folder.resolve("shop");
    shell.run("source", "init", "--sample", sample.toString(), "--out", out.toString());
    String draft = Files.readString(out.resolve("webhook.yaml"));

    for (String proof : List.of("signature", "jwt", "basic", "token", "unsigned")) {
      Files.writeString(
          out.resolve("webhook.yaml"),
          draft.replaceFirst("proof:  # FILL IN.*", "").replace("# " + proof + ":", proof + ":"));
      assertThat(shell.run("source", "lint", out.toString()).out())
          .as(proof)
          .contains("mapping.yaml")
          .doesNotContain("webhook.yaml");
    }
  }

  @Test
  void initRefusesANameThatNothingCouldAskFor() throws IOException {
    Path sample = Files.writeString(folder.resolve("won.json"), "{\"event\": \"deal.won\"}");

    Result refused =
        shell.run("source", "init", "--sample", sample.toString(), "--name", "bad name!");

    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("--name 'bad name!'", "letters, digits, - and _");
  }

  @Test
  void initTakesExportsToo() throws IOException {
    Path deals =
        Files.writeString(
            folder.resolve("deals.csv"),
            "deal id,client,stage,close date,amount EUR\n7,C-1,won,2026-03-01,12.50\n");
    Path out = folder.resolve("crm");

    Result drafted =
        shell.run("source", "init", "--sample", deals.toString(), "--out", out.toString());

    assertThat(drafted.code()).as(drafted.err()).isZero();
    assertThat(out.resolve("webhook.yaml")).doesNotExist();
    assertThat(Files.readString(out.resolve("expected/first.ndjson"))).contains("\"minor\":1250");
  }

  private Result run(String... words) {
    String[] all = java.util.Arrays.copyOf(words, words.length + 1);
    all[words.length] = folder.toString();
    return shell.run(all);
  }
}
