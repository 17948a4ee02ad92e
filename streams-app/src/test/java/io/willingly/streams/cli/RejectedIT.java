package io.willingly.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.connectors.mapping.MappingLoader;
import io.willingly.streams.cli.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was rejected, sent again once the mapping is mended. */
class RejectedIT {
  private static final String DEALS =
      """
      deal_id,kind,occurred_at,customer_id,rep_id
      D-1,WON,2026-03-01T09:00:00Z,C-1,R-1
      D-2,SOLD,2026-03-02T09:00:00Z,C-2,R-1
      D-3,WON,never,C-3,R-1
      """;

  @TempDir Path temp;
  private final Shell shell = new Shell(Map.of());

  private static final String PARTS =
      """
      version: 1
      inputs:
        changes: {format: json}
      objects:
        - {name: deal, id: "{deal}", at: {from: at}, set: '{"stage": .stage}'}
      aliases:
        - {kind: rep, id: "{owner}", to: "{owner}", when: .owner != null}
      events:
        - name: won
          from: deal
          family: deal
          fields:
            eventId: "{_id}:won"
            kind: {from: stage, map: {won: WON}}
            occurredAt: {from: _changed, format: epoch_ms}
            dealId: "{_id}"
            customerId: "{_id}"
      """;

  @Test
  void onePostOfManyIsPickedAndItsPartsAreTold() throws IOException {
    Path shop = Files.createDirectories(temp.resolve("shop"));
    Files.writeString(shop.resolve("mapping.yaml"), PARTS);
    String data = temp.resolve("data").toString();
    for (String deal : List.of("D-1", "D-2")) {
      Path post =
          Files.writeString(
              temp.resolve("post.json"),
              "{\"deal\":\"%s\",\"stage\":\"won\",\"at\":\"%s\",\"owner\":\"R-1\"}"
                  .formatted(deal, "noon"));
      shell.run("send", "--source", shop.toString(), "--data", data, post.toString());
    }
    Files.writeString(
        shop.resolve("mapping.yaml"),
        PARTS.replace("version: 1", "version: 2").replace("at: {from: at}, ", ""));

    List<String> places =
        shell
            .run("rejected", "--data", data, "--format", "csv")
            .out()
            .lines()
            .skip(1)
            .map(
                line ->
                    line.replaceFirst(".*(payload row 1 \\(mapping-rejects-\\d+@\\d+\\)).*", "$1"))
            .toList();
    String[] one = {"--with-mapping", shop.toString(), "--where", "place=" + places.get(1)};
    Result rehearsed = rejected(one[0], one[1], one[2], one[3], "--dry-run");
    Result sent = rejected(one);

    assertThat(places).hasSize(2).doesNotHaveDuplicates();
    assertThat(rehearsed.out().lines().skip(1))
        .singleElement()
        .asString()
        .startsWith(places.get(1) + ",shop,,MAPPING,2,");
    assertThat(rehearsed.err())
        .contains("2 records (0 events, 2 parts of objects or aliases) would be sent; nothing was");
    assertThat(sent.err())
        .contains(
            "sent 2 records (0 events, 2 parts of objects or aliases)", "`willingly pending` says");
    Result bogus = shell.run("rejected", "--data", data, "--reason", "FUTUR");
    assertThat(bogus.code()).isEqualTo(2);
    assertThat(bogus.err())
        .contains("'FUTUR' is no reason", "did you mean 'FUTURE'?", "TOO_LARGE, MAPPING");
  }

  private Result rejected(String... options) {
    String[] args = {"rejected", "replay", "--format", "csv", "--data", "", "--source", "shop"};
    args[5] = temp.resolve("data").toString();
    String[] all = new String[args.length + options.length];
    System.arraycopy(args, 0, all, 0, args.length);
    System.arraycopy(options, 0, all, args.length, options.length);
    Result result = shell.run(all);
    assertThat(result.code()).as(result.err()).isZero();
    return result;
  }

  @Test
  void aRowIsSentAgainThroughAMendedMappingAndCountedOnce() throws IOException {
    Path deals = Files.writeString(temp.resolve("deals.csv"), DEALS);
    Path mended = Files.createDirectories(temp.resolve("mended"));
    Files.writeString(
        mended.resolve("mapping.yaml"),
        MappingLoader.text("generic-csv")
            .replace("kind: {from: kind}", "kind: {from: kind, map: {SOLD: WON, '*': '*'}}"));
    String data = temp.resolve("data").toString();
    shell.run(
        "replay", "--source", "generic-csv", "--as", "shop", "--data", data, deals.toString());

    Result without = rejected();
    Result rehearsed = rejected("--with-mapping", mended.toString(), "--dry-run");
    Result with = rejected("--with-mapping", mended.toString());
    Result second = rejected("--with-mapping", mended.toString());
    Result again = rejected("--with-mapping", mended.toString(), "--by", "Ann", "--again");
    String report =
        shell
            .run("report", "--data", data, "--scope", "rep", "--period", "all", "--format", "csv")
            .out();

    assertThat(without.out())
        .startsWith("place,source,event,reason,sent,message\n")
        .contains(
            "deals.csv row 2,shop,,MAPPING,0,\"a mapping rejected this row: name the mapping");
    assertThat(rehearsed.out()).contains("deals.csv row 2,shop,,MAPPING,1,");
    assertThat(rehearsed.err()).contains("1 records would be sent; nothing was");
    assertThat(with.err()).contains("sent 1 records\n");
    assertThat(second.out()).doesNotContain("row 2").contains("deals.csv row 3,shop,,MAPPING,0,");
    assertThat(with.out())
        .contains("deals.csv row 2,shop,,MAPPING,1,\"mapped by mended, version 2\"")
        .contains("deals.csv row 3,shop,,MAPPING,0,")
        .contains("'never' is not a time");
    assertThat(with.err()).contains("1 of shop: counted");
    String listed =
        shell.run("rejected", "--data", data, "--source", "shop", "--format", "csv").out();
    assertThat(listed.lines().filter(line -> line.contains("deals.csv row 2")))
        .singleElement()
        .asString()
        .endsWith("Z,Ann");
    assertThat(listed.lines().filter(line -> line.contains("deals.csv row 3")))
        .singleElement()
        .asString()
        .endsWith(",,");
    Result shown =
        shell.run(
            "rejected", "show", "--data", data, "--where", "reason=MAPPING,place=deals.csv row 2");
    assertThat(shown.out()).contains("place       deals.csv row 2", "held        {");
    assertThat(again.err()).contains("1 of shop: R5: an identical copy was counted before");
    assertThat(report.lines().skip(1))
        .singleElement()
        .asString()
        .startsWith("rep,R-1,PRIMARY,all,2,");
  }
}
