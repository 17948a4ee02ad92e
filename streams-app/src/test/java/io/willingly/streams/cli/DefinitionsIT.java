package io.willingly.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.event.DealVerdictKey;
import io.willingly.event.ServiceQuality;
import io.willingly.event.ServiceQualityKey;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Fact;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.cli.Shell.Result;
import io.willingly.streams.config.Settings;
import io.willingly.streams.config.SettingsReader;
import io.willingly.streams.demo.Company;
import io.willingly.streams.testing.ChildJvm;
import io.willingly.streams.testing.PipelineRun;
import io.willingly.streams.testing.Published;
import io.willingly.streams.testing.Views;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rule sets side by side, from the first trial to the switch (R71). */
class DefinitionsIT {
  private static final int FACTS = 2_000;
  private static final ZoneId ZONE = ZoneId.of("UTC");

  /** Both the numbers and the save list are others under it. */
  private static final String[] TWO = {
    "--set", "definition.version=2",
    "--set", "definition.happy-box=5",
    "--set", "definition.unhappy-box=1",
    "--set", "definition.pressured-box=5"
  };

  private static final Purpose RUN = new Purpose("run", Duration.ofMillis(100));

  @TempDir Path temp;
  private String data = "";
  private final Shell shell = new Shell(Map.of());
  private final Host host = new Host(shell.console(), Map.of(), Clock.systemUTC());

  @BeforeEach
  void name() {
    data = temp.resolve("data").toString();
  }

  @Test
  void aRuleSetThatWasTriedCountsAsIfItHadBeenThereFromTheStart() throws Exception {
    List<Fact> facts = facts();
    String compared;
    try (OwnSession live = host.own(settings(), RUN, Clock.systemUTC())) {
      String bootstrap = live.bootstrapServers();
      PipelineRun.send(bootstrap, facts.subList(0, FACTS / 2));
      killATrialHalfway(bootstrap);
      CompletableFuture<Void> more =
          CompletableFuture.runAsync(
              () -> PipelineRun.send(bootstrap, facts.subList(FACTS / 2, FACTS)));
      ok(words(TWO, "definitions", "try", "--by", "Ada", "--scope", "organisation"));
      more.join();

      compared = ok("definitions", "compare", "2", "--format", "csv").out();

      assertThat(ok("definitions", "--format", "csv").out())
          .contains(",ACTIVE,", ",SHADOW,")
          .contains(",Ada,", "definition.happy-box 4 -> 5");
      refusesWhatCannotBeTriedOrSwitched();
      assertThat(Published.latest(bootstrap, Topics.DEAL_VERDICTS).keySet())
          .extracting(DealVerdictKey::getDefinitionVersion)
          .contains(1, 2);
    }
    Path kept =
        Files.writeString(temp.resolve("data").resolve("v2").resolve("state").resolve("kept"), "");

    assertThat(ok("definitions", "switch", "2", "--by", "Bo").err())
        .contains("rule set 2 is in force", "definition.happy-box=5");

    Definition two = new SettingsReader(Map.of()).read(Map.of(), flags(TWO)).definition();
    Views fresh = Views.undisturbed(temp.resolve("fresh"), two, facts);
    assertThat(fresh.saveList()).isNotEmpty();
    try (OwnSession live = host.own(settings(), RUN, Clock.systemUTC())) {
      String bootstrap = live.bootstrapServers();
      // Page by page, beside the counting.
      PipelineRun.await(
          () -> Published.latest(bootstrap, Topics.SAVE_LIST).equals(fresh.saveList()));
      Views published = Views.published(bootstrap);
      assertThat(published.quality()).isEqualTo(fresh.quality());
      assertThat(published.verdicts()).isEqualTo(fresh.verdicts());
      assertThat(published.ledger()).isEqualTo(fresh.ledger());
      assertThat(kept).as("the state that was taken over").exists();
      assertCompared(compared, fresh);
      assertThat(ok("definitions", "--format", "csv").out())
          .contains(",RETIRED,")
          .containsPattern("\n2,[0-9a-f]+,ACTIVE,[^,]+,Bo,");
      assertThat(topics(bootstrap)).noneMatch(topic -> topic.startsWith("willingly-rep"));
      assertThat(ok("report", "--scope", "rep", "--format", "json").out())
          .contains("\"definition_version\" : 2");
      countedByFlink(bootstrap);
    }
    assertRefused(
        1, "willingly run --engine flink --rebuild", "definitions", "switch", "3", "--by", "Bo");
  }

  /** As a job has it from its start. */
  private static void countedByFlink(String bootstrap) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      admin
          .alterConsumerGroupOffsets(
              "willingly-flink",
              Map.of(new TopicPartition("deal-events", 0), new OffsetAndMetadata(0)))
          .all()
          .get();
    }
  }

  private void killATrialHalfway(String bootstrap) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
        ChildJvm trial =
            ChildJvm.start(
                temp.resolve("trial.log"),
                ShellMain.class,
                words(TWO, "definitions", "try", "--by", "Ada", "--data", data))) {
      trial.await("progress", PipelineRun.LONG, () -> committed(admin) > FACTS / 10);
    }
  }

  private static long committed(Admin admin) {
    try {
      return admin
          .listConsumerGroupOffsets("willingly-v2")
          .partitionsToOffsetAndMetadata()
          .get()
          .values()
          .stream()
          .filter(Objects::nonNull)
          .mapToLong(offset -> offset.offset())
          .sum();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private void refusesWhatCannotBeTriedOrSwitched() {
    assertRefused(2, "these are the rules of rule set 1", "definitions", "try");
    assertRefused(
        2,
        "the number 2 is that of other rules",
        "definitions",
        "try",
        "--set",
        "definition.version=2",
        "--set",
        "definition.happy-box=3");
    assertRefused(2, "rule set 7 is not one that is tried", "definitions", "compare", "7");
    assertRefused(
        1, "stop it, switch, and start it again", "definitions", "switch", "2", "--by", "B");
    assertRefused(2, "definitions switch 2 --by NAME", words(TWO, "report", "--scope", "rep"));
  }

  private void assertRefused(int code, String words, String... command) {
    Result refused = shell.run(words(new String[] {"--data", data}, command));
    assertThat(refused.code()).as(refused.err()).isEqualTo(code);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).contains(words);
  }

  /** The right half is what the fresh pipeline publishes, and differs from the left one. */
  private static void assertCompared(String csv, Views fresh) {
    List<String[]> rows = csv.lines().skip(1).map(line -> line.split(",", -1)).toList();
    String[] company = rows.get(0);
    ServiceQuality row =
        Objects.requireNonNull(
            fresh
                .quality()
                .get(new ServiceQualityKey("ORGANISATION", "company", "PRIMARY", "all", 2)));

    assertThat(company).startsWith("organisation", "company", "happy-to-pay", "all", "1");
    assertThat(company[10]).isEqualTo(Long.toString(row.getKeptHappy()));
    assertThat(company[11]).isEqualTo(Long.toString(row.getKeptAnswered()));
    assertThat(Long.parseLong(company[10])).isLessThan(Long.parseLong(company[5]));
    assertThat(company[14]).startsWith("-0.");
    assertThat(rows).extracting(cells -> cells[0]).contains("team", "rep");
  }

  private static List<Fact> facts() {
    Iterator<Fact> company =
        new Company(new Company.Settings(7, 12, LocalDate.of(2025, 1, 1), ZONE)).facts();
    List<Fact> facts = new ArrayList<>(FACTS);
    while (facts.size() < FACTS) {
      facts.add(company.next());
    }
    return facts;
  }

  private static List<String> topics(String bootstrap) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      return List.copyOf(admin.listTopics().names().get());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private Settings settings() {
    return new SettingsReader(Map.of()).read(Map.of(), Map.of("data.dir", data));
  }

  private static Map<String, String> flags(String... sets) {
    Map<String, String> flags = new HashMap<>();
    for (int i = 1; i < sets.length; i += 2) {
      String[] setting = sets[i].split("=", 2);
      flags.put(setting[0], setting[1]);
    }
    return flags;
  }

  private static String[] words(String[] last, String... first) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(List.of(last));
    return all.toArray(String[]::new);
  }

  private Result ok(String... command) {
    Result result = shell.run(words(new String[] {"--data", data}, command));
    assertThat(result.code()).as(result.err()).isZero();
    return result;
  }
}
