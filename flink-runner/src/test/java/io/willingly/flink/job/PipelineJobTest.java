package io.willingly.flink.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.willingly.event.ServiceQuality;
import io.willingly.event.ServiceQualityKey;
import io.willingly.flink.JobConfig;
import io.willingly.flink.JobConfig.Registry;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.Family;
import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.SchemaIds.Lookup.Known;
import io.willingly.testkit.scenario.Scenario;
import io.willingly.testkit.scenario.Scenarios;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PipelineJobTest {
  /** More than are published. */
  private static final int MANY = 100_000;

  private static final List<Topic<? extends SpecificRecord, ?>> COMPACTED =
      List.of(Topics.SERVICE_QUALITY, Topics.DEAL_VERDICTS, Topics.SAVE_LIST, Topics.INGEST_LEDGER);

  private final PublishedRows published = new PublishedRows();

  /** Two subtasks on RocksDB publish what one does on the heap: nothing depends on either. */
  @Test
  void publishesTheSameOnRocksDbAndInParallel() throws Exception {
    Instant now = Instant.now();
    Definition definition = Definition.standard(whereItIsNoon(now));
    PublishedRows parallel = run(definition);

    try (JobHarness job = new JobHarness(Deliveries.config(definition), now, published, null)) {
      for (Incoming record : records(family -> true)) {
        job.deliver(record);
      }
      job.checkpoint();
    }

    assertThat(parallel.of(Topics.SERVICE_QUALITY)).isNotEmpty();
    for (Topic<? extends SpecificRecord, ?> topic : COMPACTED) {
      assertThat(parallel.of(topic)).as(topic.name()).isEqualTo(published.of(topic));
    }
  }

  /** Both runs end on the day they began on. */
  private static ZoneOffset whereItIsNoon(Instant now) {
    return ZoneOffset.ofHours(12 - now.atOffset(ZoneOffset.UTC).getHour());
  }

  private static PublishedRows run(Definition definition) throws Exception {
    Configuration flink = new Configuration();
    flink.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(100));
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2, flink);
    DataStream<Outgoing> rows =
        PipelineJob.published(
            env,
            env.fromData(records(family -> family != Family.REP), Incoming.TYPE),
            env.fromData(records(family -> family == Family.REP), Incoming.TYPE),
            Deliveries.config(definition));
    PublishedRows parallel = new PublishedRows();
    rows.executeAndCollect(MANY).forEach(parallel::add);
    return parallel;
  }

  private static List<Incoming> records(Predicate<Family> wanted) {
    return Scenarios.all().stream()
        .flatMap(scenario -> scenario.given().stream())
        .filter(fact -> wanted.test(fact.family()))
        .map(Deliveries::of)
        .toList();
  }

  /** R56: rolling windows change by time alone, also by that in which no job ran. */
  @Test
  void aDealLeavesARollingWindowWhenItsDaysAreOver() throws Exception {
    Scenario scenario = scenario("r13-won-twice");
    JobHarness.Checkpoint kept;
    Instant signed;
    try (JobHarness job = job(scenario.definition(), Instant.EPOCH, null)) {
      deliver(job, scenario);
      job.checkpoint();
      int day =
          Objects.requireNonNull(
              job.result(scenario).deals().values().iterator().next().cohortDay());
      signed = Instant.EPOCH.plus(Duration.ofDays(day)).plus(Duration.ofHours(12));
      job.setTime(signed.plus(Duration.ofDays(29)));
      kept = job.checkpoint();
      assertThat(rolling()).isEqualTo(Map.of("rolling-30d", 1L, "rolling-90d", 1L));

      job.setTime(signed.plus(Duration.ofDays(30)));
      job.checkpoint();
      assertThat(rolling()).isEqualTo(Map.of("rolling-90d", 1L));
    }

    try (JobHarness job = job(scenario.definition(), signed.plus(Duration.ofDays(29)), kept)) {
      job.setTime(signed.plus(Duration.ofDays(90)));
      job.checkpoint();
    }

    assertThat(rolling()).isEmpty();
  }

  /** Won deals of the rolling rows of the reps. */
  private Map<String, Long> rolling() {
    Map<String, Long> won = new TreeMap<>();
    for (Map.Entry<ServiceQualityKey, ServiceQuality> row :
        published.of(Topics.SERVICE_QUALITY).entrySet()) {
      ServiceQualityKey key = row.getKey();
      if (key.getScope().equals("REP") && key.getPeriod().startsWith("rolling")) {
        won.merge(key.getPeriod(), row.getValue().getWon(), Long::sum);
      }
    }
    return won;
  }

  /** R51: and it does not try again and again. */
  @Test
  void refusesStateOfOtherRules() throws Exception {
    Scenario scenario = scenario("r13-won-twice");
    JobHarness.Checkpoint kept;
    try (JobHarness job = job(scenario.definition(), Instant.EPOCH, null)) {
      deliver(job, scenario);
      kept = job.checkpoint();
    }

    Definition other = Definition.standard(ZoneOffset.ofHours(5));
    assertThatThrownBy(() -> job(other, Instant.EPOCH, kept))
        .isInstanceOf(SuppressRestartsException.class)
        .hasStackTraceContaining(scenario.definition().hash())
        .hasStackTraceContaining(other.hash())
        .hasStackTraceContaining("willingly run --engine flink --rebuild");
  }

  /** A cluster made anew, or a rebuild elsewhere: same names, same offsets, other records. */
  @Test
  void refusesStateOfTopicsThatWereMadeAnew() throws Exception {
    Scenario scenario = scenario("r13-won-twice");
    JobHarness.Checkpoint kept;
    try (JobHarness job = job(scenario.definition(), Instant.EPOCH, null)) {
      deliver(job, scenario);
      kept = job.checkpoint();
    }
    JobConfig anew =
        Deliveries.config(scenario.definition(), Map.of(Topics.SERVICE_QUALITY.name(), "second"));

    assertThatThrownBy(() -> new JobHarness(anew, Instant.EPOCH, published, kept))
        .isInstanceOf(SuppressRestartsException.class)
        .hasStackTraceContaining("the topic service-quality was made anew")
        .hasStackTraceContaining("its id was first, now second")
        .hasStackTraceContaining("willingly run --engine flink --rebuild");
  }

  /** R62: a registry that is away for a moment ends nothing; each question is asked again. */
  @Test
  void waitsForTheRegistry() throws Exception {
    Scenario scenario = scenario("r13-won-twice");
    Set<String> asked = ConcurrentHashMap.newKeySet();
    HttpServer registry =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    registry.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          boolean away = asked.add(path);
          byte[] answer = (away ? "{}" : answer(path)).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(away ? 503 : 200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    registry.start();
    String url = "http://127.0.0.1:" + registry.getAddress().getPort();
    JobConfig config =
        Deliveries.config(scenario.definition(), Map.of(), new Registry(url, "", ""));

    try (JobHarness job = new JobHarness(config, Instant.EPOCH, published, null)) {
      deliver(job, scenario);
      job.checkpoint();
    } finally {
      registry.stop(0);
    }

    assertThat(published.of(Topics.DEAL_VERDICTS)).isNotEmpty();
    assertThat(asked).hasSizeGreaterThan(2);
  }

  private static String answer(String path) {
    String[] parts = path.split("/", -1);
    if (parts[1].equals("subjects")) {
      int dash = parts[2].lastIndexOf('-');
      Topic<?, ?> topic =
          Topics.ALL.stream()
              .filter(each -> each.name().equals(parts[2].substring(0, dash)))
              .findFirst()
              .orElseThrow();
      Schema schema =
          parts[2].endsWith("-key")
              ? SpecificData.get().getSchema(topic.keyType())
              : topic.valueSchema();
      return "{\"id\":%d}".formatted(Deliveries.IDS.idFor(parts[2], schema));
    }
    Known known = (Known) Deliveries.IDS.schemaById(Integer.parseInt(parts[3]));
    return "{\"schema\":\"%s\"}"
        .formatted(known.schema().toString().replace("\\", "\\\\").replace("\"", "\\\""));
  }

  private JobHarness job(Definition definition, Instant now, JobHarness.@Nullable Checkpoint from)
      throws Exception {
    return new JobHarness(Deliveries.config(definition), now, published, from);
  }

  private static void deliver(JobHarness job, Scenario scenario) throws Exception {
    for (Fact fact : scenario.given()) {
      job.deliver(Deliveries.of(fact));
    }
  }

  private static Scenario scenario(String name) {
    return Scenarios.all().stream()
        .filter(scenario -> scenario.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
