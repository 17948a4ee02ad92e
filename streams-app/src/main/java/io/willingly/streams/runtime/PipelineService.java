package io.willingly.streams.runtime;

import io.willingly.schemas.wire.SchemaIds;
import io.willingly.streams.topology.PipelineTopology;
import io.willingly.streams.topology.Rules;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;

/** A running pipeline; see {@link StreamsRun}. */
public final class PipelineService implements AutoCloseable {
  private static final Set<String> MOVES = Set.of("process-total", "commit-total");

  private final int partitions;
  private final StreamsRun run;

  private PipelineService(int partitions, StreamsRun run) {
    this.partitions = partitions;
    this.run = run;
  }

  /**
   * Checks the cluster and starts; returns at once.
   *
   * @param clock tells the day rolling windows end on
   * @throws ClusterException when the cluster is not as it must be
   */
  public static PipelineService start(PipelineConfig config, SchemaIds registry, Clock clock) {
    int partitions =
        StartupChecks.partitions(
            StreamsRun.clientSettings(config), config.applicationId(), config.publication());
    StreamsRun run =
        StreamsRun.start(
            "the pipeline",
            config,
            Drain.topics(config.applicationId()),
            registry,
            (settings, ids) ->
                PipelineTopology.build(
                    new Rules(
                        config.definition(),
                        config.closing(),
                        config.organisation(),
                        ids,
                        partitions,
                        clock,
                        config.publication()),
                    settings));
    return new PipelineService(partitions, run);
  }

  /** See {@link StreamsRun#awaitRunning}. */
  public void awaitRunning(Duration timeout) {
    run.awaitRunning(timeout);
  }

  /** For interactive queries. */
  public KafkaStreams streams() {
    return run.streams();
  }

  /** What runs it. */
  public StreamsRun run() {
    return run;
  }

  /** Into how many parts each store is cut. */
  public int partitions() {
    return partitions;
  }

  /** Whether all state is there and records are being read. */
  public boolean running() {
    return streams().state() == State.RUNNING;
  }

  /** Another number after records were read or what they changed was committed, at any stage. */
  public long moved() {
    double sum = 0;
    for (Metric metric : streams().metrics().values()) {
      if (MOVES.contains(metric.metricName().name())
          && metric.metricName().group().equals("stream-thread-metrics")
          && metric.metricValue() instanceof Double count) {
        sum += count;
      }
    }
    return Math.round(sum);
  }

  /** Records this instance has still to read, about. */
  public long lag() {
    double sum = 0;
    for (Metric metric : streams().metrics().values()) {
      if (metric.metricName().name().equals("records-lag")
          && metric.metricValue() instanceof Double records
          && !records.isNaN()) {
        sum += records;
      }
    }
    return Math.round(sum);
  }

  /** See {@link StreamsRun#stopped}. */
  public CompletableFuture<Void> stopped() {
    return run.stopped();
  }

  /** See {@link StreamsRun#awaitDrained}. */
  public boolean awaitDrained(Duration timeout, LongConsumer progress) {
    return run.awaitDrained(timeout, progress);
  }

  @Override
  public void close() {
    run.close();
  }
}
