package io.willingly.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.willingly.streams.broker.DevBroker;
import io.willingly.streams.cli.Shell.Result;
import io.willingly.streams.config.Settings;
import io.willingly.streams.config.SettingsReader;
import io.willingly.streams.instance.InternalServer;
import io.willingly.streams.testing.PipelineRun;
import io.willingly.streams.testing.Ports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands beside a pipeline that runs against a named cluster. */
@SuppressWarnings("NullAway.Init") // set before each test
class ClusterIT {
  private static final String DEALS =
      """
      deal_id,kind,occurred_at,customer_id,amount,currency,rep_id
      D-1,WON,2026-03-02,C-1,1000,EUR,R-1
      D-2,WON,2026-03-03,C-2,2000,EUR,R-1
      """;
  private static final Purpose RUN = new Purpose("run", Duration.ofMillis(100));

  @TempDir Path temp;

  private final Shell shell = new Shell(Map.of());
  private final Host host = new Host(shell.console(), Map.of(), Clock.systemUTC());
  private DevBroker broker;
  private Path deals;

  @BeforeEach
  void startBroker() throws IOException {
    broker = DevBroker.start(temp.resolve("broker"), DevBroker.ANY_PORT);
    assertThat(shell.run("topics", "create", "--bootstrap", broker.bootstrapServers()).code())
        .isZero();
    deals = Files.writeString(temp.resolve("deals.csv"), DEALS);
  }

  @AfterEach
  void stopBroker() {
    broker.close();
  }

  @Test
  void replayLeavesTheCountingToTheRunningPipeline() throws IOException {
    Result unheard = replay("far", "--bootstrap", broker.bootstrapServers());

    assertThat(unheard.code()).as(unheard.err()).isEqualTo(1);
    assertThat(unheard.out()).isEmpty();
    assertThat(unheard.err())
        .contains("nothing counts it", "Start `willingly run` with these settings");

    try (OwnSession run = host.own(settings("run", Map.of()), RUN, Clock.systemUTC())) {
      Result beside = replay("far", "--bootstrap", broker.bootstrapServers());

      assertThat(beside.code()).as(beside.err()).isZero();
      JsonNode ledger = new ObjectMapper().readTree(beside.out());
      assertThat(ledger.path("duplicate").asInt()).as("of %s", ledger).isEqualTo(2);
      assertThat(ledger.path("events").asInt()).isEqualTo(2);
      assertThat(run.stopped()).as("the pipeline").isNotDone();
      assertReported("run");
      // From the topics, on a machine and directory of its own.
      assertThat(report("far", "--set", "kafka.bootstrap-servers=" + broker.bootstrapServers()))
          .isEqualTo(report("run"));
    }
  }

  @Test
  void aRuleSetIsPutInForceOnce() {
    String[] begin = {
      "definitions", "begin", "--bootstrap", broker.bootstrapServers(), "--data", data("far")
    };

    Result first = shell.run(begin);
    Result again = shell.run(begin);

    assertThat(first.code()).as(first.err()).isZero();
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("rule set 1 is in force");
  }

  @Test
  void whatFlinkCountsIsNotCountedASecondTime() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin
          .alterConsumerGroupOffsets(
              "willingly-flink",
              Map.of(new TopicPartition("deal-events", 0), new OffsetAndMetadata(1)))
          .all()
          .get();
    }

    assertThatThrownBy(() -> host.own(settings("run", Map.of()), RUN, Clock.systemUTC()))
        .hasMessageContaining("counted by Apache Flink")
        .hasMessageContaining("run --engine flink");

    Purpose rebuild = RUN.first(new Rebuild(shell.console(), Clock.systemUTC()));
    try (OwnSession rebuilt = host.own(settings("run", Map.of()), rebuild, Clock.systemUTC())) {
      assertThat(rebuilt.running()).isTrue();
    }
  }

  @Test
  void replayOnTheDirectoryOfAPipelineIsAsThatPipelineIs() {
    Map<String, String> tokyo = Map.of("definition.zone", "Asia/Tokyo");

    try (OwnSession run = host.own(settings("run", tokyo), RUN, Clock.systemUTC())) {
      Result replayed = replay("run");
      Result elsewhere = replay("run", "--bootstrap", "127.0.0.1:1");
      Result otherwise = replay("run", "--set", "definition.zone=Europe/Berlin");

      assertThat(replayed.code()).as(replayed.err()).isZero();
      assertThat(replayed.out()).contains("\"counted\":2");
      assertThat(shell.run("deal", "--data", data("run"), "D-1").out())
          .contains("2026-03-01T15:00:00Z");
      assertThat(elsewhere.code()).isEqualTo(2);
      assertThat(elsewhere.err()).contains("127.0.0.1:1", run.bootstrapServers());
      assertThat(otherwise.code()).isEqualTo(2);
      assertThat(otherwise.err()).contains("rule set");
    }
  }

  @Test
  void twoInstancesLiveBesideEachOtherAndNoneAnswersForAPart() {
    try (OwnSession one = host.own(settings("one", Map.of()), RUN, Clock.systemUTC());
        OwnSession two = host.own(settings("two", Map.of()), RUN, Clock.systemUTC())) {
      PipelineRun.await(() -> report("one").err().contains("set internal.port"));
      Result asked = report("one");
      Result replayed = replay("two");

      assertThat(asked.code()).isEqualTo(1);
      assertThat(asked.out()).isEmpty();
      assertThat(replayed.code()).as(replayed.err()).isZero();
      assertThat(replayed.out()).contains("\"counted\":2");
      assertThat(one.stopped()).isNotDone();
      assertThat(two.stopped()).isNotDone();
    }
  }

  @Test
  @Timeout(240)
  void twoInstancesAnswerForEachOther() throws Exception {
    Map<String, String> served = listening();
    try (OwnSession one = host.own(settings("one", served), RUN.listening(), Clock.systemUTC());
        OwnSession two =
            host.own(settings("two", listening()), RUN.listening(), Clock.systemUTC())) {
      ByteArrayOutputStream said = new ByteArrayOutputStream();
      PrintStream screen = new PrintStream(said, true, StandardCharsets.UTF_8);
      Serving.start(
          new Host(new Console(screen, screen, false, false), Map.of(), Clock.systemUTC()),
          one,
          settings("one", served),
          Clock.systemUTC());
      InternalServer listener = Objects.requireNonNull(two.internal());
      PipelineRun.await(() -> one.leads() != two.leads());
      String page = said.toString(StandardCharsets.UTF_8);
      String[] address = page.replaceFirst("(?s).*the page: ", "").strip().split("/#token=", 2);
      HttpRequest watch =
          HttpRequest.newBuilder(
                  URI.create(address[0] + "/api/v1/live?watch=/report%3Fscope%3Drep"))
              .header("Authorization", "Bearer " + address[1])
              .header("Accept", "text/event-stream")
              .build();
      HttpResponse<Stream<String>> stream =
          HttpClient.newHttpClient().send(watch, BodyHandlers.ofLines());
      Iterator<String> lines = stream.body().iterator();
      awaitLine(lines, "snapshot");

      assertThat(replay("two").out()).contains("\"counted\":2");

      awaitLine(lines, "R-1");
      assertReported("one");
      assertReported("two");

      listener.close();
      PipelineRun.await(() -> report("one").err().contains("INCOMPLETE: part "));
      Result cut = report("one");
      assertThat(cut.code()).isEqualTo(1);
      assertThat(cut.err()).contains("nothing listens there", "not the whole");
    }
  }

  private static void awaitLine(Iterator<String> lines, String part) {
    while (lines.hasNext()) {
      if (lines.next().contains(part)) {
        return;
      }
    }
    throw new AssertionError("the stream ended without " + part);
  }

  private static Map<String, String> listening() {
    return Map.of(
        "internal.port",
        Integer.toString(Ports.free()),
        "internal.secret",
        "of-all-our-instances",
        "http.port",
        "0");
  }

  @Test
  void rebuildsOnlyWhenNobodyCountsAndOtherMachinesForgetToo() throws IOException {
    Map<String, String> quick = Map.of("kafka.client.session.timeout.ms", "6000");
    Settings one = settings("one", quick);
    Settings two = settings("two", quick);
    Purpose rebuild = RUN.first(new Rebuild(shell.console(), Clock.systemUTC()));
    try (OwnSession live = host.own(one, RUN, Clock.systemUTC())) {
      replay("one");
      assertThatThrownBy(() -> host.own(two, rebuild, Clock.systemUTC()).close())
          .hasMessageContaining("stop them all");
      assertThat(live.stopped()).isNotDone();
      assertReported("one");
    }
    Path kept = Files.writeString(temp.resolve("one").resolve("state").resolve("kept"), "");

    try (OwnSession again = host.own(one, RUN, Clock.systemUTC())) {
      assertThat(kept).exists();
      assertThat(again.stopped()).isNotDone();
    }
    try (OwnSession rebuilt = host.own(two, rebuild, Clock.systemUTC())) {
      assertThat(rebuilt.awaitDrained(PipelineRun.LONG, left -> {})).isTrue();
    }
    try (OwnSession later = host.own(one, RUN, Clock.systemUTC())) {
      assertThat(kept).as("state of the changelogs before the rebuild").doesNotExist();
      assertThat(later.awaitDrained(PipelineRun.LONG, left -> {})).isTrue();
      assertReported("one");
    }
  }

  private Settings settings(String directory, Map<String, String> more) {
    Map<String, String> flags = new HashMap<>(more);
    flags.put("data.dir", data(directory));
    flags.put("kafka.bootstrap-servers", broker.bootstrapServers());
    return new SettingsReader(Map.of()).read(Map.of(), flags);
  }

  private String data(String directory) {
    return temp.resolve(directory).toString();
  }

  /** Tasks may still move from thread to thread: then a question is refused. */
  private void assertReported(String directory) {
    PipelineRun.await(() -> report(directory).out().contains("R-1,PRIMARY,all,2,"));
  }

  private Result report(String directory, String... more) {
    return with(more, "report", "--data", data(directory), "--scope", "rep", "--format", "csv");
  }

  private Result replay(String directory, String... more) {
    return with(
        more,
        "replay",
        "--source",
        "generic-csv",
        "--json",
        "--data",
        data(directory),
        deals.toString());
  }

  private Result with(String[] more, String... args) {
    String[] all = Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return shell.run(all);
  }
}
