package io.willingly.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.willingly.streams.cli.Shell.Result;
import io.willingly.streams.config.Settings;
import io.willingly.streams.config.SettingsReader;
import io.willingly.streams.query.AsOf;
import io.willingly.streams.query.CaseFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job through the commands: each starts, restores, answers and stops (R81). */
class CommandLineIT {
  private static final String DEALS =
      """
      deal_id,kind,occurred_at,customer_id,amount,currency,rep_id,reversal_reason
      D-1,WON,2026-03-02T09:00:00Z,C-1,1000,EUR,R-1,
      D-2,WON,2026-03-03T09:00:00Z,C-2,2000,EUR,R-1,
      D-2,CANCELLED,2026-03-10T09:00:00Z,C-2,,,,CHANGE_OF_MIND
      D-3,WON,2026-03-04T09:00:00Z,C-3,3000,EUR,R-2,
      D-4,WON,not a day,C-4,1,EUR,R-2,
      """;
  private static final String SURVEYS =
      """
      survey_id,step,occurred_at,customer_id,deal_id,happy_with_price
      S-1,ANSWERED,2026-03-12T09:00:00Z,C-1,D-1,5
      S-9,ANSWERED,2026-03-12T09:00:00Z,C-9,D-9,5
      """;
  private static final String LATER =
      """
      deal_id,kind,occurred_at,customer_id,rep_id
      D-9,WON,2026-03-01T09:00:00Z,C-9,R-2
      """;
  private static final String REPS =
      """
      repId,name,team,region,role,segment,hiredOn,effectiveFrom
      R-1,Ada Sample,North,,,,,2025-01-01
      R-1,Ada Sample,South,,,,,2999-01-01
      R-2,Bo Sample,West,,,,,1998-05-01
      """;

  private static final Purpose RUN = new Purpose("run", Duration.ofMillis(100));

  @TempDir Path temp;
  private String data = "";
  private final Shell shell = new Shell(Map.of());

  @BeforeEach
  void name() {
    data = temp.resolve("data").toString();
  }

  @Test
  void replaysReportsExplainsAndContinuesAfterARestart() throws IOException {
    Path deals = Files.writeString(temp.resolve("deals.csv"), DEALS);
    Path surveys = Files.writeString(temp.resolve("surveys.csv"), SURVEYS);

    Result replayed = ok(args(deals, surveys));
    JsonNode first = new ObjectMapper().readTree(replayed.out());
    String report = ok("report", "--scope", "rep", "--period", "all", "--format", "csv").out();

    assertThat(replayed.err())
        .contains(
            "rejected deals.csv row 5 (line 6): deal.occurredAt from 'occurred_at': 'not a day'");
    assertThat(first.path("rows").asInt()).isEqualTo(7);
    assertLedger(first, 5, 1, 1, 0);
    assertThat(cells(report, 0))
        .startsWith("scope", "id", "role", "period", "won", "lost", "remorse_30");
    assertThat(cells(report, 1).subList(0, 16))
        .containsExactly(
            "rep",
            "R-1",
            "PRIMARY",
            "all",
            "2",
            "0",
            "1",
            "0.500000",
            "1",
            "1",
            "1",
            "0.500000",
            "1",
            "1",
            "0",
            "0.000000");
    assertThat(cells(report, 2).subList(0, 12))
        .containsExactly(
            "rep", "R-2", "PRIMARY", "all", "1", "0", "0", "0.000000", "0", "0", "0", "");
    tellsWhatBecameOfEveryRecord();
    saysThatAnAnswerIsNotFinal(report);
    explainsToTheReportedFraction();
    countsTheSameFilesAsDuplicates(report, deals, surveys);
    letsWhatWaitedJoinItsDeal();
    importsTheDirectory();
    refusesUnknownIds();
    saysThatAllRowsWereRejected();
  }

  @Test
  void asksTheLiveOwnerOfTheDirectory() throws IOException {
    Path deals = Files.writeString(temp.resolve("deals.csv"), DEALS);
    Host host = new Host(shell.console(), Map.of(), Clock.systemUTC());
    Settings settings = new SettingsReader(Map.of()).read(Map.of(), Map.of("data.dir", data));

    try (OwnSession owner = host.own(settings, RUN, Clock.systemUTC())) {
      assertLedger(replay(deals), 4, 0, 1, 0);
      String live = ok("report", "--scope", "rep", "--period", "2026", "--format", "csv").out();
      Result unknown = shell.run("deal", "--data", data, "D-404");
      Result future =
          shell.run("report", "--data", data, "--scope", "rep", "--as-known-on", "2999-01-01");

      assertThat(live).contains("\nrep,R-1,PRIMARY,2026,2,0,1,0.500000,");
      assertThat(ok("deal", "D-1").out()).contains("customer C-1");
      compares();
      assertThat(ok("topics", "check").out()).isEmpty();
      assertThat(unknown.code()).isEqualTo(2);
      assertThat(future.code()).isEqualTo(2);
      assertThat(future.err()).contains("--as-known-on 2999-01-01 is still to come");
      assertThat(owner.queries().deal("D-1", AsOf.day(0))).isInstanceOf(CaseFile.class);
      assertThatThrownBy(() -> host.own(settings, RUN, Clock.systemUTC()))
          .hasMessageContaining("in use by another process");
    }
  }

  /** The pipeline made it, and an older one with the broker's limit of 1 MiB. */
  @Test
  void checksTheTopicsThePipelineMadeToo() throws Exception {
    Host host = new Host(shell.console(), Map.of(), Clock.systemUTC());
    Settings settings = new SettingsReader(Map.of()).read(Map.of(), Map.of("data.dir", data));
    String changelog = "willingly-customer-history-changelog";
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, changelog);
    AlterConfigOp small =
        new AlterConfigOp(
            new ConfigEntry("max.message.bytes", "1048588"), AlterConfigOp.OpType.SET);

    try (OwnSession owner = host.own(settings, RUN, Clock.systemUTC());
        Admin admin = Admin.create(Map.of("bootstrap.servers", owner.bootstrapServers()))) {
      admin.incrementalAlterConfigs(Map.of(resource, List.of(small))).all().get();

      Result checked = shell.run("topics", "check", "--data", data);

      assertThat(checked.code()).isEqualTo(1);
      assertThat(checked.out())
          .isEqualTo(
              changelog
                  + " has max.message.bytes=1048588, declared is 16777216: kafka-configs.sh"
                  + " --bootstrap-server ... --alter --entity-type topics --entity-name "
                  + changelog
                  + " --add-config max.message.bytes=16777216\n");
    }
  }

  @Test
  void refusesStateOfOtherRulesUntilItIsRebuilt() throws IOException {
    replay(Files.writeString(temp.resolve("deals.csv"), DEALS));
    Map<String, String> flags =
        Map.of("data.dir", data, "definition.remorse-days", "5", "definition.version", "2");
    Settings changed = new SettingsReader(Map.of()).read(Map.of(), flags);
    Host host = new Host(shell.console(), Map.of(), Clock.systemUTC());

    assertThatThrownBy(
            () -> {
              try (OwnSession refused = host.own(changed, RUN, Clock.systemUTC())) {
                refused.awaitDrained(Duration.ofMinutes(1), left -> {});
              }
            })
        .hasStackTraceContaining("--rebuild");

    Purpose rebuild = RUN.first(new Rebuild(shell.console(), Clock.systemUTC()));
    try (OwnSession rebuilt = host.own(changed, rebuild, Clock.systemUTC())) {
      assertThat(rebuilt.awaitDrained(Duration.ofMinutes(2), left -> {})).isTrue();
      assertThat(ok("report", "--scope", "rep", "--period", "all", "--format", "json").out())
          .contains("\"definition_version\" : 2", "\"won\" : 2");
    }
    // After an orderly stop the group has no members left to remove.
    try (OwnSession again = host.own(changed, rebuild, Clock.systemUTC())) {
      assertThat(again.awaitDrained(Duration.ofMinutes(2), left -> {})).isTrue();
    }
  }

  @Test
  void rowsAndEventsTooLargeAreRejectedAndTheOthersCounted() throws IOException {
    String huge = "x".repeat(2 << 20);
    String large = "x".repeat(100_000);
    Path deals =
        Files.writeString(
            temp.resolve("deals.csv"),
            DEALS
                + "D-5,WON,"
                + huge
                + ",C-5,1,EUR,R-2,\n"
                + "D-6,WON\n"
                + huge
                + "\n"
                + "D-7,WON,2026-03-04T09:00:00Z,"
                + large
                + ",1,EUR,R-2,\n");

    Result replayed = ok(args(deals));

    assertLedger(new ObjectMapper().readTree(replayed.out()), 4, 0, 5, 0);
    assertThat(replayed.err())
        .contains("deals.csv row 9 (line 10): the event has ", "longest field is customerId")
        .doesNotContain(huge);
  }

  private void tellsWhatBecameOfEveryRecord() throws IOException {
    String ledger = ok("ledger", "--format", "csv").out();
    String pending = ok("pending", "--format", "csv").out();
    JsonNode rejected = new ObjectMapper().readTree(ok("rejected", "--format", "json").out());

    assertThat(ledger)
        .startsWith("source,topic,outcome,reason,records,meaning\n")
        .contains("generic-csv,deal-events,counted,NONE,")
        .contains("generic-csv,mapping-rejects,rejected,MAPPING,1,");
    assertThat(pending.lines()).hasSize(2);
    assertThat(pending).contains(",NO_DEAL,generic-csv,");
    assertThat(rejected).hasSize(1);
    assertThat(rejected.path(0).path("place").asText()).isEqualTo("deals.csv row 5");
    assertThat(rejected.path(0).path("message").asText()).contains("not a day");
    assertThat(ok("rejected", "--reason", "FUTURE", "--format", "csv").out().lines()).hasSize(1);
  }

  private void saysThatAnAnswerIsNotFinal(String report) {
    Result hasty =
        shell.run("report", "--data", data, "--scope", "rep", "--format", "csv", "--timeout", "0s");

    assertThat(hasty.code()).isEqualTo(1);
    assertThat(hasty.out()).isEqualTo(report);
    assertThat(hasty.err()).contains("not all is counted", "records are left");
  }

  private void explainsToTheReportedFraction() {
    String explained =
        ok("explain", "--scope", "rep", "--id", "R-1", "--metric", "remorse", "--format", "csv")
            .out();

    assertThat(explained.lines().findFirst())
        .contains("deal,customer,rep,cohort_day,in_numerator,in_denominator,reason,evidence");
    assertThat(explained.lines().skip(1).mapToInt(line -> number(line, 4)).sum()).isEqualTo(1);
    assertThat(explained.lines().skip(1).mapToInt(line -> number(line, 5)).sum()).isEqualTo(2);
    assertThat(explained).contains("D-2,C-2,R-1,2026-03-03,1,1,TOOK_IT_BACK");
    assertThat(ok("deal", "D-2").out()).contains("customer C-2", "CANCELLED");
  }

  private void compares() throws IOException {
    String[] remorse = {"compare", "--metric", "remorse", "--format", "json", "--id"};
    ObjectMapper mapper = new ObjectMapper();
    JsonNode all = mapper.readTree(ok("compare", "--metric", "remorse", "--format", "json").out());
    JsonNode one = mapper.readTree(ok(with(remorse, "R-1")).out());
    JsonNode why = mapper.readTree(ok(with(remorse, "R-1", "--why")).out());

    assertThat(all.path("rows")).hasSize(2);
    assertThat(one.path("rows")).hasSize(1);
    assertThat(one.at("/rows/0/tier").asText()).isEqualTo("too few");
    assertThat(one.at("/rows/0/deals").asInt()).isEqualTo(2);
    assertThat(one.path("company_rate").decimalValue()).isEqualByComparingTo("0.333333");
    assertThat(why.path("rate").decimalValue()).isEqualByComparingTo("0.5");
    assertThat(why.path("lines")).hasSize(1);
    for (String[] unknown : List.of(with(remorse, "R-404"), with(remorse, "R-404", "--why"))) {
      Result result = shell.run(with(unknown, "--data", data));
      assertThat(result.code()).as(result.err()).isEqualTo(2);
      assertThat(result.out()).isEmpty();
      assertThat(result.err()).contains("R-404", "compare --scope rep");
    }
  }

  private static String[] with(String[] words, String... more) {
    return Stream.concat(Arrays.stream(words), Arrays.stream(more)).toArray(String[]::new);
  }

  /** Also when they were copied: the same bytes are the same file (ADR 0006). */
  private void countsTheSameFilesAsDuplicates(String report, Path... files) throws IOException {
    for (Path file : files) {
      Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
    }
    assertLedger(replay(files), 0, 0, 1, 6);
    assertThat(ok("report", "--scope", "rep", "--period", "all", "--format", "csv").out())
        .isEqualTo(report);
  }

  private void letsWhatWaitedJoinItsDeal() throws IOException {
    JsonNode later = replay(Files.writeString(temp.resolve("later.csv"), LATER));

    assertLedger(later, 1, 0, 0, 0);
    assertThat(later.path("resolved").asInt()).isEqualTo(1);
  }

  private void importsTheDirectory() throws IOException {
    Path reps = Files.writeString(temp.resolve("reps.csv"), REPS);

    assertThat(shell.run("reps", "import", "--data", data, reps.toString()).code()).isZero();
    assertThat(ok("report", "--scope", "team", "--period", "2026-03", "--format", "csv").out())
        .contains("\nteam,North,PRIMARY,2026-03,2,", "\nteam,West,PRIMARY,2026-03,2,");
  }

  private void saysThatAllRowsWereRejected() throws IOException {
    Path bad = Files.writeString(temp.resolve("bad.csv"), "deal_id,kind,occurred_at\nD,W,X\n");

    assertThat(ok(args(bad)).err())
        .contains("all 1 rows were rejected: is generic-csv the right mapping");
  }

  private void refusesUnknownIds() {
    for (String[] question :
        List.of(
            new String[] {"deal", "--data", data, "D-404"},
            new String[] {
              "explain", "--data", data, "--scope", "rep", "--id", "R-404", "--metric", "remorse"
            })) {
      Result result = shell.run(question);
      assertThat(result.code()).as(result.err()).isEqualTo(2);
      assertThat(result.out()).isEmpty();
      assertThat(result.err()).contains("404");
    }
  }

  private JsonNode replay(Path... files) throws IOException {
    return new ObjectMapper().readTree(ok(args(files)).out());
  }

  private static String[] args(Path... files) {
    String[] args = {"replay", "--source", "generic-csv", "--json"};
    String[] named = Arrays.stream(files).map(Path::toString).toArray(String[]::new);
    String[] all = Arrays.copyOf(args, args.length + named.length);
    System.arraycopy(named, 0, all, args.length, named.length);
    return all;
  }

  private static void assertLedger(
      JsonNode ledger, int counted, int pending, int rejected, int duplicate) {
    assertThat(ledger.path("counted").asInt()).as("counted of %s", ledger).isEqualTo(counted);
    assertThat(ledger.path("pending").asInt()).as("pending of %s", ledger).isEqualTo(pending);
    assertThat(ledger.path("rejected").asInt()).as("rejected of %s", ledger).isEqualTo(rejected);
    assertThat(ledger.path("duplicate").asInt()).as("duplicate of %s", ledger).isEqualTo(duplicate);
    assertThat(ledger.path("events").asInt())
        .as("the sum of the outcomes of %s", ledger)
        .isEqualTo(counted + pending + rejected + duplicate);
  }

  private Result ok(String... args) {
    String[] all = Arrays.copyOf(args, args.length + 2);
    all[args.length] = "--data";
    all[args.length + 1] = data;
    Result result = shell.run(all);
    assertThat(result.code()).as(result.err()).isZero();
    return result;
  }

  private static List<String> cells(String csv, int row) {
    return List.of(csv.split("\n", -1)[row].split(",", -1));
  }

  private static int number(String line, int cell) {
    return Integer.parseInt(line.split(",", -1)[cell]);
  }
}
