package io.willingly.streams.runtime;

import io.willingly.schemas.wire.SchemaIds;
import io.willingly.schemas.wire.SchemaRegistryException;
import io.willingly.streams.processor.RegistryUnavailable;
import io.willingly.streams.topology.PipelineTopology;
import io.willingly.streams.topology.Rules;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running pipeline. It runs until closed, or until it fails: it never limps on. */
public final class PipelineService implements AutoCloseable {
  private static final Set<String> MOVES = Set.of("process-total", "commit-total");
  private static final Logger LOG = LoggerFactory.getLogger(PipelineService.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

  /** Half of what a transaction may take, for one record may have two questions. */
  private static final Duration REGISTRY_PATIENCE =
      StreamsSettings.TRANSACTION_TIMEOUT.dividedBy(2);

  private static final long DRAIN_PAUSE_MILLIS = 50;

  private final PipelineConfig config;
  private final int partitions;
  private final RocksMemory memory;
  private final PatientSchemaIds ids;
  private final KafkaStreams streams;
  private final CompletableFuture<Void> running = new CompletableFuture<>();
  private final CompletableFuture<Void> stopped = new CompletableFuture<>();

  private PipelineService(
      PipelineConfig config,
      int partitions,
      RocksMemory memory,
      PatientSchemaIds ids,
      KafkaStreams streams) {
    this.config = config;
    this.partitions = partitions;
    this.memory = memory;
    this.ids = ids;
    this.streams = streams;
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
            clientSettings(config), config.applicationId(), config.publication());
    PatientSchemaIds ids = new PatientSchemaIds(registry, REGISTRY_PATIENCE);
    Rules rules =
        new Rules(
            config.definition(),
            config.closing(),
            config.organisation(),
            ids,
            partitions,
            clock,
            config.publication());
    RocksMemory memory = new RocksMemory();
    StreamsConfig settings = new StreamsConfig(StreamsSettings.of(config, memory));
    KafkaStreams streams =
        new KafkaStreams(PipelineTopology.build(rules, settings), settings, new PipelineClients());
    PipelineService service = new PipelineService(config, partitions, memory, ids, streams);
    streams.setStateListener((now, before) -> service.stateChanged(now));
    streams.setUncaughtExceptionHandler(service::failed);
    streams.start();
    return service;
  }

  private static Map<String, Object> clientSettings(PipelineConfig config) {
    Map<String, Object> settings = new HashMap<>(config.clientSettings());
    settings.put("bootstrap.servers", config.bootstrapServers());
    return settings;
  }

  /**
   * Waits until all state is restored and records are being read.
   *
   * @throws IllegalStateException when it fails or takes longer
   */
  public void awaitRunning(Duration timeout) {
    try {
      CompletableFuture.anyOf(running, stopped).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the pipeline failed: " + rootCause(e).getMessage(), e);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "the pipeline is " + streams.state() + " after " + timeout, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** For interactive queries. */
  public KafkaStreams streams() {
    return streams;
  }

  /** Into how many parts each store is cut. */
  public int partitions() {
    return partitions;
  }

  /** Whether all state is there and records are being read. */
  public boolean running() {
    return streams.state() == State.RUNNING;
  }

  /** Another number after records were read or what they changed was committed, at any stage. */
  public long moved() {
    double sum = 0;
    for (Metric metric : streams.metrics().values()) {
      if (MOVES.contains(metric.metricName().name())
          && metric.metricName().group().equals("stream-thread-metrics")
          && metric.metricValue() instanceof Double count) {
        sum += count;
      }
    }
    return Math.round(sum);
  }

  /** Completes when the pipeline has stopped, exceptionally with the cause when it failed. */
  public CompletableFuture<Void> stopped() {
    return stopped;
  }

  /**
   * Waits until everything sent so far is counted and published (R82).
   *
   * @param progress told about how many records are left, again and again
   * @return false when the time is over; the last progress told is the lag
   * @throws IllegalStateException when the pipeline fails meanwhile
   */
  public boolean awaitDrained(Duration timeout, LongConsumer progress) {
    long deadline = System.nanoTime() + timeout.toNanos();
    try (Drain drain = Drain.of(clientSettings(config), config.applicationId())) {
      while (!drain.settled()) {
        progress.accept(drain.remaining());
        if (stopped.isDone()) {
          stopped.join();
          throw new IllegalStateException("the pipeline stopped");
        }
        if (System.nanoTime() > deadline) {
          return false;
        }
        pause(DRAIN_PAUSE_MILLIS);
      }
      progress.accept(0);
      return true;
    }
  }

  private void stateChanged(State now) {
    LOG.info("pipeline state={}", now);
    if (now == State.RUNNING) {
      running.complete(null);
    } else if (now == State.NOT_RUNNING || now == State.ERROR) {
      stopped.complete(null);
    }
  }

  /** Called on the failing thread. Bad data never comes here: it is a value (R62). */
  private StreamThreadExceptionResponse failed(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof RegistryUnavailable
          || (cause instanceof SchemaRegistryException refused && refused.retriable())) {
        LOG.warn("schema registry unavailable, beginning again: {}", cause.getMessage());
        return StreamThreadExceptionResponse.REPLACE_THREAD;
      }
    }
    LOG.error("pipeline stops: {}", rootCause(error).getMessage(), error);
    stopped.completeExceptionally(error);
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  private static Throwable rootCause(Throwable error) {
    Throwable cause = error;
    for (Throwable next = cause.getCause(); next != null; next = next.getCause()) {
      cause = next;
    }
    return cause;
  }

  private static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Stops in order. Leaves the group, so that a restart need not wait until the group misses this
   * instance.
   */
  @Override
  public void close() {
    ids.close();
    streams.close(
        CloseOptions.timeout(CLOSE_TIMEOUT)
            .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
    memory.close();
  }
}
