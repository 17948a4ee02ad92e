package io.willingly.benchmarks;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.period.Closing;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.stages.Intake;
import io.willingly.stages.Publication;
import io.willingly.streams.runtime.Drain;
import io.willingly.streams.runtime.PipelineConfig;
import io.willingly.streams.runtime.RocksMemory;
import io.willingly.streams.runtime.StreamsSettings;
import io.willingly.streams.topology.PipelineTopology;
import io.willingly.streams.topology.Rules;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/** A topology under the settings of the pipeline, from an empty state to the end of the input. */
final class Contestant implements AutoCloseable {
  static final Definition DEFINITION = Definition.standard(ZoneOffset.UTC);

  private static final Duration TIMEOUT = Duration.ofMinutes(60);
  private static final long LOOK_MILLIS = 50;

  private final Cluster cluster;
  private final String applicationId;
  private final RocksMemory memory = new RocksMemory();
  private final KafkaStreams streams;
  private final CompletableFuture<Void> running = new CompletableFuture<>();

  /**
   * Starts and waits until it is about to read.
   *
   * @param cacheBytes of the record cache of Kafka Streams; the pipeline has its own
   */
  Contestant(
      Cluster cluster,
      PipelineConfig config,
      long cacheBytes,
      Function<StreamsConfig, Topology> topology)
      throws Exception {
    this.cluster = cluster;
    this.applicationId = config.applicationId();
    Map<String, Object> settings = StreamsSettings.of(config, memory);
    settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, cacheBytes);
    StreamsConfig all = new StreamsConfig(settings);
    streams = new KafkaStreams(topology.apply(all), all);
    streams.setStateListener(
        (now, before) -> {
          if (now == State.RUNNING) {
            running.complete(null);
          }
        });
    streams.setUncaughtExceptionHandler(
        error -> {
          running.completeExceptionally(error);
          return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
    streams.start();
    running.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
  }

  /** The configuration all contestants share: that of {@code run}, under their own names. */
  static PipelineConfig config(Cluster cluster, String name, Path directory) {
    PipelineConfig standard =
        PipelineConfig.standard(cluster.bootstrapServers(), directory.resolve(name), DEFINITION);
    return new PipelineConfig(
        standard.bootstrapServers(),
        name,
        standard.groupProtocol(),
        name + "-1",
        standard.stateDir(),
        standard.organisation(),
        standard.definition(),
        standard.closing(),
        standard.threads(),
        standard.commitInterval(),
        0,
        Map.of(),
        standard.publication(),
        standard.advertised());
  }

  /** The pipeline itself. */
  static Topology pipeline(StreamsConfig config, SchemaIds ids) {
    Rules rules =
        new Rules(
            DEFINITION,
            Closing.STANDARD,
            "company",
            ids,
            Cluster.PARTITIONS,
            Clock.systemUTC(),
            Publication.ALL);
    return PipelineTopology.build(rules, config);
  }

  KafkaStreams streams() {
    return streams;
  }

  /** Waits until all input and all that was repartitioned is counted and committed. */
  void drain() throws InterruptedException {
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    Set<String> topics = new HashSet<>(Intake.CUSTOMER_TOPICS);
    topics.add(Topics.REP_DIRECTORY.name());
    cluster.ends(this::isHop).keySet().forEach(partition -> topics.add(partition.topic()));
    try (Drain drain = new Drain(cluster.clientSettings(), applicationId, topics)) {
      while (!drain.settled()) {
        if (!streams.state().isRunningOrRebalancing() || System.nanoTime() > deadline) {
          throw new IllegalStateException(applicationId + " is " + streams.state());
        }
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
    }
  }

  private boolean isHop(String topic) {
    return topic.startsWith(applicationId + "-") && !topic.endsWith("-changelog");
  }

  @Override
  public void close() {
    streams.close(
        CloseOptions.timeout(Duration.ofSeconds(30))
            .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
    memory.close();
  }
}
