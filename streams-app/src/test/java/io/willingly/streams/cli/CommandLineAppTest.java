package io.willingly.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.streams.cli.Shell.Result;
import io.willingly.streams.peer.DataDirectory;
import io.willingly.streams.peer.OwnerAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is decided before anything is started. */
class CommandLineAppTest {
  private static final List<String> COMMANDS =
      List.of(
          "demo",
          "run",
          "replay",
          "listen",
          "pull",
          "report",
          "explain",
          "restatements",
          "compare",
          "close",
          "target",
          "deal",
          "save-list",
          "alarms",
          "ledger",
          "pending",
          "rejected",
          "source",
          "map",
          "send",
          "reconcile",
          "reps",
          "topics",
          "definitions",
          "access");

  @TempDir Path dir;

  private final Shell shell = new Shell(Map.of());

  @Test
  void helpsWithEveryCommandOnStandardOutput() {
    Result help = shell.run("--help");

    assertThat(help.code()).isZero();
    assertThat(help.err()).isEmpty();
    assertThat(help.out()).contains(COMMANDS).contains("Exit codes: 0 done, 1 failure, 2 bad");
    for (String command : COMMANDS) {
      Result own = shell.run(command, "--help");
      assertThat(own.code()).as(command).isZero();
      assertThat(own.out()).contains("willingly " + command);
    }
  }

  @Test
  void saysOnceWhatStoppedARun() {
    CompletionException thrown =
        new CompletionException(new IllegalStateException("Flink has stopped: it was killed"));

    assertThat(CommandLineApp.message(thrown)).isEqualTo("Flink has stopped: it was killed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "rapport",
        "report",
        "report --scope rep",
        "report --scope region",
        "report --scope rep --period 2026-13",
        "report --scope rep --period 2026-Q5",
        "report --scope rep --format xml",
        "report --scope rep --as-of yesterday",
        "report --scope rep --set nonsense=1",
        "report --scope rep --unknown",
        "explain --scope rep --id R-1 --metric luck",
        "explain --scope rep --metric remorse",
        "restatements",
        "restatements --scope rep",
        "restatements --scope organisation --period 2026-W01",
        "restatements --scope organisation --since now",
        "compare --metric luck",
        "compare --metric remorse --scope organisation",
        "compare --metric remorse --why",
        "compare --metric remorse --recurring sometimes",
        "close",
        "close --period 2026-01",
        "close --period 2026-W01 --by Ann",
        "close --list --verify 2026-01",
        "close --verify all",
        "target set --scope rep --id R-1 --metric happy-to-pay --from 2026-01-01 --rate 82 --by Ann",
        "target set --scope rep --metric remorse-30 --from 2026-01-01 --rate 0.1 --by Ann",
        "target list --on soon",
        "target remove --scope organisation --metric luck --from 2026-01-01",
        "deal",
        "deal D-1 --as-known-on yesterday",
        "save-list --format xml",
        "alarms --scope organisation",
        "alarms --quarter 2026-11",
        "alarms --simulate --quarters 0",
        "ledger --format xml",
        "ledger --run first",
        "ledger --as-known-on 2026-01-01",
        "pending --format xml",
        "rejected --last many",
        "rejected --where colour=red",
        "rejected replay --where reason",
        "map FILE",
        "send FILE",
        "reconcile --source crm",
        "replay --source generic-csv --exported-at noon FILE",
        "source init",
        "source test",
        "replay FILE",
        "replay --source generic-csv",
        "replay --source generic-csv --timeout soon FILE",
        "reps import",
        "demo --for ever",
        "topics check",
        "definitions",
        "definitions try --scope region",
        "definitions try --period 2026-13",
        "definitions switch",
        "definitions switch 2",
        "definitions switch two --by Ada",
        "definitions compare"
      })
  void refusesBadInputWithNothingOnStandardOutput(String line) {
    String[] words = line.isEmpty() ? new String[0] : line.split(" ");

    Result result = inDir(words);

    assertThat(result.code()).as(result.err()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).isNotBlank();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "report --scope rep --period 2026-13|no period",
        "report --scope rep --set definition.zoen=UTC|did you mean 'definition.zone'?",
        "explain --scope rep --id R-1 --metric luck|happy-to-pay, remorse and referral",
        "compare --metric remorse --scope organisation|--scope rep or team",
        "compare --metric remorse --why|--why needs --id",
        "compare --metric remorse --recurring sometimes|one-off, recurring and unknown",
        "restatements --scope organisation --period 2026-W01|months (2026-01), quarters",
        "target set --scope rep --id R --metric remorse-30 --from 2026-01-01 --rate 8% --by A|0.82",
        "alarms --quarter 2026-11|such as 2026-Q4"
      })
  void saysWhatWouldDo(String line, String hint) {
    assertThat(inDir(line.split(" ")).err()).contains(hint);
  }

  @Test
  void refusesAnUnknownSourceAndAMissingFileWithASuggestion() throws IOException {
    Path deals = Files.writeString(dir.resolve("deals.csv"), "deal_id,kind,occurred_at\n");

    Result source = inDir("replay", "--source", "generic-cvs", deals.toString());
    Result file = inDir("replay", "--source", "generic-csv", dir.resolve("deal.csv").toString());

    assertThat(source.code()).isEqualTo(2);
    assertThat(source.err()).contains("generic-csv");
    assertThat(file.code()).isEqualTo(2);
    assertThat(file.err()).contains("deal.csv; did you mean 'deals.csv'?");
    assertThat(source.out() + file.out()).isEmpty();
    assertThat(dir.resolve("data")).as("nothing was started").doesNotExist();
  }

  @Test
  void refusesASourceInstanceWithoutAName() throws IOException {
    Path deals = Files.writeString(dir.resolve("deals.csv"), "deal_id,kind,occurred_at\n");

    Result result = inDir("replay", "--source", "generic-csv", "--as", " ", deals.toString());

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("--as", "the name is empty");
    assertThat(dir.resolve("data")).as("nothing was started").doesNotExist();
  }

  @Test
  void doesNotStartAPipelineOfItsOwnOnACluster() {
    Result result = inDir("report", "--scope", "rep", "--set", "kafka.bootstrap-servers=far:9092");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("far:9092", "bootstrap");
  }

  @Test
  void saysWhichClusterDoesNotAnswerAndWhatToLookAt() throws IOException {
    Result result =
        onCluster("{request.timeout.ms: 200, default.api.timeout.ms: 200}", "topics", "check");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .contains("the cluster at localhost:1: cannot list topics", "settings kafka.client.* fit");
  }

  @Test
  void saysWhyAClientCannotBeMade() throws IOException {
    String login =
        "{security.protocol: SASL_PLAINTEXT, sasl.mechanism: PLAIN,"
            + " sasl.jaas.config: nowhere.Login required;}";

    Result result = onCluster(login, "topics", "check");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("nowhere.Login");
  }

  private Result onCluster(String client, String... words) throws IOException {
    Path settings =
        Files.writeString(
            dir.resolve("cluster.yaml"),
            "kafka: {bootstrap-servers: 'localhost:1', client: " + client + "}");
    return new Shell(Map.of("WILLINGLY_CONFIG", settings.toString())).run(words);
  }

  @Test
  void refusesToTalkToAnotherBuild() {
    DataDirectory directory = new DataDirectory(dir.resolve("data"));
    OwnerAddress older =
        new OwnerAddress(
            ProcessHandle.current().pid(),
            "run",
            "0.0.1 abcd",
            "127.0.0.1:1",
            new OwnerAddress.Pipeline(true, "willingly", "", "UTC", ""),
            "http://127.0.0.1:2",
            "secret");
    try (DataDirectory.Ownership owner = directory.claim().orElseThrow()) {
      owner.publish(older);

      Result result = inDir("report", "--scope", "rep");

      assertThat(result.code()).isEqualTo(1);
      assertThat(result.err()).contains("willingly run", "build 0.0.1 abcd", "start it again");
    }
  }

  @Test
  void keepsTheInventedCompanyOutOfACluster() {
    Map<String, String> environment =
        Map.of(
            "WILLINGLY_DATA_DIR",
            dir.resolve("data").toString(),
            "WILLINGLY_KAFKA_BOOTSTRAP_SERVERS",
            "far:9092");

    Result result = new Shell(environment).run("demo");

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("far:9092", "WILLINGLY_KAFKA_BOOTSTRAP_SERVERS");
    assertThat(dir.resolve("data")).as("nothing was started").doesNotExist();
  }

  @Test
  void listsTheDeclaredTopicsWithoutACluster() {
    Result result = shell.run("topics", "list");

    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("deal-events", "service-quality", "ingest-ledger");
  }

  @Test
  void readsDurations() throws Exception {
    DurationConverter converter = new DurationConverter();

    assertThat(converter.convert("90s")).hasSeconds(90);
    assertThat(converter.convert("10m")).hasMinutes(10);
    assertThat(converter.convert("2h")).hasHours(2);
  }

  private Result inDir(String... words) {
    return new Shell(Map.of("WILLINGLY_DATA_DIR", dir.resolve("data").toString())).run(words);
  }
}
