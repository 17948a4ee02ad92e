package io.willingly.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.willingly.streams.cli.Shell.Result;
import io.willingly.streams.config.Settings;
import io.willingly.streams.rejected.RejectedLog;
import io.willingly.streams.rejected.Where;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The tools that ask a pipeline what it knows; all of them ask one, each of its own source. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SourceToolsIT {
  private static final String MAPPING =
      """
      version: 1
      inputs:
        deals:
          format: ndjson
          files: "*.ndjson"
      filters:
        - from: deals
          when: .state == "test"
          reason: test deal
      events:
        - name: won
          family: deal
          fields:
            eventId: "{id}:won"
            revision: {from: rev}
            kind: WON
            occurredAt: {from: at}
            dealId: "{prefix}-{id}"
            customerId: "{client}"
            repId: "{rep}"
            amount: {from: total, unit: major, currency: {from: currency}}
      """;

  private final Shell shell = new Shell(Map.of("TOKEN", "T-1"));
  private OwnSession owner;
  private Path temp;
  private Path data;
  private Path source;

  @BeforeAll
  void start(@TempDir Path shared) throws IOException {
    temp = shared;
    data = temp.resolve("data");
    source = Files.createDirectories(temp.resolve("crm"));
    Files.writeString(source.resolve("mapping.yaml"), MAPPING);
    Host host = new Host(shell.console(), Map.of(), Clock.systemUTC());
    Settings settings = host.settings(new SettingsOptions(), Map.of("data.dir", data.toString()));
    owner = host.own(settings, new Purpose("run", Duration.ofMillis(200)), host.clock());
  }

  @AfterAll
  void stop() {
    owner.close();
  }

  private static String deal(String prefix, int id, String total, String currency) {
    return """
        {"prefix":"%s","id":"%d","rev":"5","at":"2026-03-%02dT10:00:00Z","client":"%s-C%d","rep":"%s-R","total":"%s","currency":"%s"}
        """
        .formatted(prefix, id, id, prefix, id, prefix, total, currency);
  }

  /** What a company exports, one deal a line, written now or at that time. */
  private Path export(String name, Instant at, String... lines) throws IOException {
    Path file = Files.writeString(temp.resolve(name), String.join("", lines));
    return Files.setLastModifiedTime(file, FileTime.from(at));
  }

  private Result run(String command, String... words) {
    String[] all = new String[words.length + 3];
    all[0] = command;
    all[1] = "--data";
    all[2] = data.toString();
    System.arraycopy(words, 0, all, 3, words.length);
    return shell.run(all);
  }

  private Result replay(String as, Path file, String... more) {
    String[] words = new String[more.length + 5];
    System.arraycopy(
        new String[] {"--source", source.toString(), "--as", as, file.toString()}, 0, words, 0, 5);
    System.arraycopy(more, 0, words, 5, more.length);
    return run("replay", words);
  }

  /** What was kept of the rows that were rejected. */
  private List<String> rejectedRows(String instance) {
    RejectedLog log = new RejectedLog(owner.cluster());
    List<String> kept = new ArrayList<>();
    log.whole(
        log.all(Integer.MAX_VALUE, new Where(Map.of("source", instance))).rows(),
        row ->
            kept.add(
                StandardCharsets.UTF_8
                    .decode(Objects.requireNonNull(row.event().getOriginalValue()))
                    .toString()));
    return kept;
  }

  /** How many deals the rep has won; empty when there is no such rep. */
  private String won(String rep) {
    Result report = run("report", "--scope", "rep", "--period", "all", "--format", "csv");
    assertThat(report.code()).as(report.err()).isZero();
    return report
        .out()
        .lines()
        .filter(line -> line.startsWith("rep," + rep + ",PRIMARY,all,"))
        .map(line -> line.split(",", -1)[4])
        .collect(Collectors.joining());
  }

  @Test
  void aSnapshotWithdrawsWhatIsGoneAndCountsWhatIsBack() throws IOException {
    Instant later = Instant.now().plusSeconds(3600);
    String one = deal("S", 1, "10.00", "EUR");
    String two = deal("S", 2, "20.00", "EUR");
    String test = two.replace("\"rev\"", "\"state\":\"test\",\"rev\"");
    Path first = export("s1.ndjson", Instant.now(), one, two);
    assertThat(replay("snap", first).code()).isZero();
    assertThat(won("S-R")).isEqualTo("2");

    Path filtered = export("s2.ndjson", later, one, test);
    Result asked = replay("snap", filtered, "--snapshot");
    assertThat(asked.code()).isEqualTo(2);
    assertThat(asked.err()).contains("2 facts of the source stand; 1 of them", "--yes");
    assertThat(won("S-R")).isEqualTo("2");

    Path broken = export("s3.ndjson", later, one, two.replace("20.00", "a lot"));
    Result refused = replay("snap", broken, "--snapshot", "--yes");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("1 rows are rejected", "s3.ndjson row 2");

    Result newer = replay("snap", export("s4.ndjson", Instant.EPOCH, one), "--snapshot");
    assertThat(newer.code()).as(newer.err()).isZero();
    assertThat(newer.err()).contains("0 of them are not in this export", "1 arrived after it");
    assertThat(won("S-R")).isEqualTo("2");

    assertThat(replay("snap", filtered, "--snapshot", "--yes").code()).isZero();
    assertThat(won("S-R")).isEqualTo("1");
    Result again = replay("snap", filtered, "--snapshot");
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.err()).contains("1 facts of the source stand; 0 of them");

    Result back = replay("snap", export("s5.ndjson", later, one, two), "--snapshot");
    assertThat(back.code()).as(back.err()).isZero();
    assertThat(back.err()).contains("1 that were withdrawn are back");
    assertThat(won("S-R")).isEqualTo("2");
    assertThat(replay("snap", filtered, "--snapshot", "--yes").code()).isZero();
    assertThat(won("S-R")).isEqualTo("1");
  }

  @Test
  void reconcilesCountsAndMoneyOfEachCurrencyAndSaysWhatIsMissing() throws IOException {
    Path counted =
        export(
            "r1.ndjson",
            Instant.now(),
            deal("R", 1, "10.00", "EUR"),
            deal("R", 2, "0.10", "EUR"),
            deal("R", 3, "500", "JPY"));
    assertThat(replay("rec", counted).code()).isZero();
    String[] same = {
      "--source",
      "rec",
      "--mapping",
      source.toString(),
      "--file",
      counted.toString(),
      "--format",
      "csv"
    };

    Result equal = run("reconcile", same);

    assertThat(equal.code()).as(equal.out() + equal.err()).isZero();
    assertThat(equal.out())
        .contains("2026-03,deal WON,EUR,2,2,0,10.10,10.10,0.00\n")
        .contains("2026-03,deal WON,JPY,1,1,0,500,500,0\n");

    Path other =
        export(
            "r2.ndjson",
            Instant.now(),
            deal("R", 1, "10.00", "EUR"),
            deal("R", 2, "0.20", "EUR").replace("\"rev\":\"5\"", "\"rev\":\"6\""),
            deal("R", 4, "7", "EUR"),
            deal("R", 5, "much", "EUR"));
    same[5] = other.toString();
    Result different = run("reconcile", same);
    String[] ids = java.util.Arrays.copyOf(same, same.length + 1);
    ids[same.length] = "--missing";
    Result missing = run("reconcile", ids);

    assertThat(different.code()).isEqualTo(1);
    assertThat(different.out()).contains("2026-03,deal WON,EUR,3,2,1,17.20,10.10,7.10\n");
    assertThat(missing.out())
        .contains("both,deal WON,2:won,R-C2,the export is newer than what is counted: replay it")
        .contains("file,deal WON,4:won,R-C4,never seen: replay the export")
        .contains("file,row,r2.ndjson row 4,,")
        .contains("counted,deal WON,3:won,R-C3,\"not in the export:")
        .doesNotContain("1:won");
  }

  @Test
  void sendsAPayloadAndTellsBeforehandWhatItWouldDo() throws IOException {
    Path payload = Files.writeString(temp.resolve("one.json"), deal("P", 1, "12.50", "EUR"));
    String[] words = {
      "--source", source.toString(), "--as", "post", payload.toString(), "--dry-run"
    };

    Result rehearsed = run("send", words);

    assertThat(rehearsed.code()).as(rehearsed.err()).isZero();
    assertThat(rehearsed.out())
        .contains("deal-events, key P-C1, partition ")
        .contains("known as (post, 1:won, revision 5, mapping version 1)")
        .contains("would be counted: counted")
        .contains("would change: rep P-R, all: won from 0 to 1");
    assertThat(won("P-R")).isEqualTo("");

    words[5] = "--json";
    Result sent = run("send", words);
    JsonNode told = new ObjectMapper().readTree(sent.out());
    assertThat(told.at("/became/0/outcome").asText()).as(sent.out()).isEqualTo("COUNTED");
    assertThat(told.at("/rows/0/events/0/key").asText()).isEqualTo("P-C1");
    assertThat(won("P-R")).isEqualTo("1");
    words[5] = "--dry-run";
    assertThat(run("send", words).out()).contains("would be duplicate");
  }

  private static String stripe(String type, String object) {
    return """
    {"id": "evt_%1$s", "object": "event", "created": 1788000000, "livemode": true, "type": "%1$s",
     "data": {"object": {%2$s, "amount": 5000, "currency": "eur", "metadata": {"rep_id": "X-R"},
      "customer": "X-C", "payment_intent": "X-D", "created": 1788000000}}}
    """
        .formatted(type, object);
  }

  private Result sendOf(String name, String text, String... more) throws IOException {
    Path payload = Files.writeString(temp.resolve(name), text);
    List<String> words = new ArrayList<>(List.of("--source", "stripe", payload.toString()));
    words.addAll(List.of(more));
    return run("send", words.toArray(String[]::new));
  }

  @Test
  void sendTellsWhatObjectsBecomeWithWhatIsKnownOfThem() throws IOException {
    String sale =
        stripe(
            "checkout.session.completed",
            "'id': 'X-S', 'object': 'checkout.session', 'payment_status': 'paid', 'mode': 'payment', 'amount_total': 5000"
                .replace('\'', '"'));
    String refund =
        stripe(
            "refund.created",
            "'id': 'X-F', 'object': 'refund', 'charge': 'X-P', 'status': 'succeeded'"
                .replace('\'', '"'));
    String charge =
        stripe(
            "charge.succeeded",
            "'id': 'X-P', 'object': 'charge', 'amount_refunded': 0".replace('\'', '"'));

    Result foretold = sendOf("sale.json", sale, "--dry-run");
    assertThat(foretold.out())
        .contains("0 events, 1 parts of objects")
        .contains("put together with what is known of the same objects:")
        .contains("  deal-events, key X-C, partition ")
        .contains("known as (stripe, X-S:won, revision ")
        .contains("would be counted: counted");
    assertThat(won("X-R")).isEqualTo("");
    assertThat(sendOf("sale.json", sale).out()).contains("1 of deal-events: COUNTED: counted");
    assertThat(won("X-R")).isEqualTo("1");

    assertThat(sendOf("refund.json", refund, "--dry-run").out()).contains("charge X-P waits: ");
    assertThat(sendOf("refund.json", refund).out()).contains("charge X-P waits: ");
    assertThat(sendOf("charge.json", charge, "--dry-run").out())
        .contains("known as (stripe, X-F, revision ")
        .contains("would be counted")
        .doesNotContain("waits");
    assertThat(sendOf("charge.json", charge).out())
        .contains("1 of deal-events: COUNTED: counted")
        .doesNotContain("waits");
    assertThat(
            run(
                    "map",
                    "--source",
                    "stripe",
                    temp.resolve("charge.json").toString(),
                    temp.resolve("refund.json").toString())
                .out())
        .contains("{\"assembled\":\"deal-events\",\"key\":\"X-C\"");
  }

  @Test
  void sendSaysWhatIsRefusedAndWhy() throws IOException {
    Path payload = Files.writeString(temp.resolve("two.json"), deal("Q", 1, "-1", "EUR"));

    Result refused = run("send", "--source", source.toString(), "--dry-run", payload.toString());

    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.out()).contains("rejected: won.amount from 'total': -1 EUR is negative");
    Result unsigned =
        run(
            "send",
            "--source",
            "standard-webhooks",
            "--dry-run",
            "--header",
            "webhook-id: x",
            payload.toString());
    assertThat(unsigned.code()).isEqualTo(2);
    assertThat(unsigned.err()).contains("--secret-env");
  }

  @Test
  void aSnapshotLeavesFamiliesWhoseFilesAreNotGiven() throws IOException {
    Path deals =
        Files.writeString(
            temp.resolve("deals.csv"),
            """
            deal_id,kind,occurred_at,customer_id,event_id,rep_id
            G-1,WON,2026-03-01T10:00:00Z,G-C1,G-1w,G-R
            """);
    Path surveys =
        Files.writeString(
            temp.resolve("surveys.csv"),
            """
            survey_id,step,occurred_at,customer_id,deal_id
            G-S,SENT,2026-03-02T10:00:00Z,G-C1,G-1
            """);
    Path erasures =
        Files.writeString(
            temp.resolve("erasures.csv"), "customer_id,erased_at\nG-C9,2026-03-03T10:00:00Z\n");
    Result first =
        run(
            "replay",
            "--source",
            "generic-csv",
            "--as",
            "files",
            deals.toString(),
            surveys.toString(),
            erasures.toString());
    assertThat(first.code()).as(first.err()).isZero();
    Files.writeString(erasures, "customer_id,erased_at\n");

    String[] words = {
      "--source",
      "generic-csv",
      "--as",
      "files",
      "--snapshot",
      "--exported-at",
      Instant.now().plusSeconds(3600).toString(),
      deals.toString(),
      erasures.toString()
    };
    Result snapshot = run("replay", words);

    assertThat(snapshot.code()).as(snapshot.err()).isZero();
    assertThat(snapshot.err())
        .contains("1 facts of the source stand; 0 of them")
        .contains("families whose files are all given: deal");
  }

  @Test
  void exportsOfPartsOfObjectsAreNeitherReconciledNorSnapshots() throws IOException {
    Path parts = Files.createDirectories(temp.resolve("parts"));
    Files.writeString(
        parts.resolve("mapping.yaml"),
        """
        version: 1
        inputs:
          changes: {format: ndjson}
        objects:
          - name: deal
            id: "{deal}"
            when: .deal != null
            set: '{(.name): .value}'
        events:
          - name: won
            from: deal
            family: deal
            fields:
              eventId: "{_id}:won"
              kind: WON
              occurredAt: {from: at}
              dealId: "{_id}"
              customerId: "{company}"
        """);
    Path none = Files.writeString(temp.resolve("parts.ndjson"), "");

    Result reconciled = run("reconcile", "--source", parts.toString(), "--file", none.toString());
    Result snapshot =
        run("replay", "--source", parts.toString(), "--snapshot", "--yes", none.toString());

    assertThat(reconciled.code()).as(reconciled.out()).isEqualTo(2);
    assertThat(reconciled.err())
        .contains("mapping 'parts' puts objects together", "`willingly pending` says what waits");
    assertThat(snapshot.code()).as(snapshot.out()).isEqualTo(2);
    assertThat(snapshot.err())
        .contains("mapping 'parts' puts objects together", "replay it without --snapshot");
  }

  @Test
  void sendDoesWhatTheWebhookWouldDo() throws IOException {
    Path hook = Files.createDirectories(temp.resolve("hook"));
    Files.writeString(hook.resolve("webhook.yaml"), "token: {at: /token}\nheaders: [X-Kind]\n");
    Files.writeString(
        hook.resolve("mapping.yaml"),
        """
        version: 1
        inputs:
          orders: {format: json, columns: [order, "on", _headers], extra-columns: reject}
        events:
          - name: won
            from: orders
            family: deal
            fields:
              eventId: "{order}:won"
              kind: {from: /_headers/x-kind, map: {sold: WON}}
              occurredAt: {from: "on", format: iso}
              dealId: "{order}"
              customerId: "H-C"
              repId: "H-R"
        """);
    String order = "{\"token\":\"T-1\",\"order\":\"%s\",\"on\":\"2026-03-01T09:00:00Z\"}";
    Path payload =
        Files.writeString(
            temp.resolve("posts.json"),
            "[" + order.formatted("H1") + "," + order.formatted("H2") + "]");

    Result bare = run("send", "--source", hook.toString(), payload.toString());

    assertThat(bare.code()).isEqualTo(1);
    assertThat(bare.out()).contains("won.kind").doesNotContain("unknown property");
    assertThat(rejectedRows("hook"))
        .hasSize(2)
        .allSatisfy(row -> assertThat(row).contains("\"order\"").doesNotContain("T-1"));

    Files.writeString(payload, order.formatted("H1"));
    Result whole =
        run(
            "send",
            "--source",
            hook.toString(),
            "--header",
            "X-Kind: sold",
            "--secret-env",
            "TOKEN",
            payload.toString());
    assertThat(whole.code()).as(whole.out() + whole.err()).isZero();
    assertThat(won("H-R")).isEqualTo("1");
  }
}
