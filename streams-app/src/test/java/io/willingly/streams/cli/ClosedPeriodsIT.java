package io.willingly.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.streams.cli.Shell.Result;
import io.willingly.streams.config.Settings;
import io.willingly.streams.config.SettingsReader;
import io.willingly.streams.testing.January;
import io.willingly.streams.testing.PipelineRun;
import io.willingly.streams.testing.TestClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** "January moved because of refund R-881", from the broker to the command line. */
class ClosedPeriodsIT {
  private static final String KNOWN_ON = "2026-03-15";

  @TempDir Path temp;
  private String data = "";
  private final Shell shell = new Shell(Map.of());

  @BeforeEach
  void name() {
    data = temp.resolve("data").toString();
  }

  @Test
  void tellsWhatMovedAPeriodSignsItAndVerifiesWhatWasSigned() throws Exception {
    TestClock clock = new TestClock(LocalDate.of(2026, 4, 30));
    Host host = new Host(shell.console(), Map.of(), clock);
    Settings settings = new SettingsReader(Map.of()).read(Map.of(), Map.of("data.dir", data));

    try (OwnSession owner = host.own(settings, new Purpose("run", Duration.ofMillis(100)), clock)) {
      PipelineRun.send(owner.bootstrapServers(), January.deals());
      PipelineRun.send(owner.bootstrapServers(), List.of(January.refund(), January.team()));
      drained(owner);
      tellsWhatMovedJanuary();
      refusesWhatIsNotOver();
      signsAndVerifies();

      PipelineRun.send(owner.bootstrapServers(), List.of(January.refundWithdrawn("2026-03-10")));
      drained(owner);
      saysWhatDiffersAndSignsAgain();
      setsTargets();
    }
    assertThat(ok("close", "--list", "--format", "csv").lines()).hasSize(3);
    assertThat(ok("target", "list", "--format", "csv").lines()).hasSize(2);
  }

  private static void drained(OwnSession owner) {
    assertThat(owner.awaitDrained(PipelineRun.LONG, left -> {})).isTrue();
  }

  private void tellsWhatMovedJanuary() {
    String refund = "2026-02-10,2026-02-20,remorse-30,0.000000,0.200000,0,5,1,5,";

    assertThat(ok("restatements", "--scope", "organisation", "--format", "csv").lines())
        .hasSize(2)
        .contains("organisation,company,2026-01," + refund + "REFUNDED R-881 (crm),1");
    assertThat(
            ok(
                "restatements",
                "--scope",
                "team",
                "--id",
                "north",
                "--period",
                "2026-01",
                "--since",
                "2026-03-01",
                "--format",
                "csv"))
        .contains("team,north,2026-01,2026-02-10,2026-03-01,remorse-30,,0.200000,0,0,1,5,")
        .contains("REP_ENTRY H-r1 (crm)");
  }

  private void refusesWhatIsNotOver() {
    Result early = run("close", "--period", "2026-Q2", "--by", "Ann");

    assertThat(early.code()).isEqualTo(2);
    assertThat(early.err()).contains("2026-Q2 is not over on 2026-04-30", "2026-07-10");
    assertThat(early.out()).isEmpty();
  }

  /** As anybody can: from what the reports print. */
  private void signsAndVerifies() throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (String scope : List.of("organisation", "team", "rep")) {
      String report =
          ok(
              "report",
              "--scope",
              scope,
              "--period",
              "2026-01",
              "--as-known-on",
              KNOWN_ON,
              "--format",
              "csv");
      digest.update(report.getBytes(StandardCharsets.UTF_8));
    }
    String[] sign = {"close", "--period", "2026-01", "--by", "Ann", "--as-known-on", KNOWN_ON};

    String signed = ok(sign);
    Result again = run(sign);
    Result verified = run("close", "--verify", "2026-01");

    assertThat(signed).contains("Ann", HexFormat.of().formatHex(digest.digest()));
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("was signed by Ann", "--again");
    assertThat(verified.code()).as(verified.err()).isZero();
    assertThat(verified.err()).contains("signed by Ann", "as known on 2026-03-15: equal");
    assertThat(run("close", "--verify", "2026-02").err()).contains("never signed");
  }

  private void saysWhatDiffersAndSignsAgain() {
    Result verified = run("close", "--verify", "2026-01");
    String signed = ok("close", "--period", "2026-01", "--by", "Bo", "--again");

    assertThat(verified.code()).isEqualTo(1);
    assertThat(verified.out())
        .contains("report of --scope rep differs", "organisation's remorse_30 was '1', is '0'");
    assertThat(signed).contains("Bo", "2026-04-30");
    assertThat(ok("close", "--list", "--format", "csv").lines())
        .hasSize(3)
        .anyMatch(line -> line.startsWith("2026-01,1,Ann,"))
        .anyMatch(line -> line.startsWith("2026-01,1,Bo,"));
  }

  private void setsTargets() {
    String[] organisation = {"--scope", "organisation", "--metric", "remorse-30", "--from"};
    ok(with(organisation, "2026-01-01", "target", "set", "--rate", "0.05", "--by", "Ann"));
    ok(with(organisation, "2026-07-01", "target", "set", "--rate", "0.04", "--by", "Ann"));

    assertThat(ok("target", "list", "--on", "2026-06-30", "--format", "csv").lines())
        .hasSize(2)
        .anyMatch(
            line -> line.startsWith("organisation,company,remorse-30,2026-01-01,0.050000,Ann,"));
    ok(with(organisation, "2026-07-01", "target", "remove"));
    Result removed = run(with(organisation, "2026-07-01", "target", "remove"));
    assertThat(removed.code()).isEqualTo(2);
    assertThat(removed.err()).contains("no such target");
  }

  private static String[] with(String[] which, String from, String... command) {
    String[] all = Arrays.copyOf(command, command.length + which.length + 1);
    System.arraycopy(which, 0, all, command.length, which.length);
    all[all.length - 1] = from;
    return all;
  }

  private Result run(String... args) {
    String[] all = Arrays.copyOf(args, args.length + 2);
    all[args.length] = "--data";
    all[args.length + 1] = data;
    return shell.run(all);
  }

  private String ok(String... args) {
    Result result = run(args);
    assertThat(result.code()).as(result.err()).isZero();
    return result.out();
  }
}
