package io.willingly.streams.runtime;

import io.willingly.schemas.wire.PatientSchemaIds;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.schemas.wire.SchemaRegistryException;
import io.willingly.stages.RegistryUnavailable;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.LongConsumer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running topology. It runs until closed, or until it fails: it never limps on. */
public final class StreamsRun implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StreamsRun.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

  /** Half of what a transaction may take, for one record may have two questions. */
  private static final Duration REGISTRY_PATIENCE =
      StreamsSettings.TRANSACTION_TIMEOUT.dividedBy(2);

  private static final long DRAIN_PAUSE_MILLIS = 50;

  private final String name;
  private final PipelineConfig config;
  private final List<String> topics;
  private final RocksMemory memory;
  private final PatientSchemaIds ids;
  private final PipelineClients clients;
  private final KafkaStreams streams;
  private final CompletableFuture<Void> running = new CompletableFuture<>();
  private final CompletableFuture<Void> stopped = new CompletableFuture<>();

  private StreamsRun(
      String name,
      PipelineConfig config,
      List<String> topics,
      RocksMemory memory,
      PatientSchemaIds ids,
      PipelineClients clients,
      KafkaStreams streams) {
    this.name = name;
    this.config = config;
    this.topics = topics;
    this.memory = memory;
    this.ids = ids;
    this.clients = clients;
    this.streams = streams;
  }

  /**
   * Starts; returns at once.
   *
   * @param name for messages, such as {@code the pipeline}
   * @param topics all that the topology reads
   * @param topology is given settings and a registry that is asked with patience
   * @throws ClusterException when the cluster is not as {@link StartupChecks#exact} demands
   */
  public static StreamsRun start(
      String name,
      PipelineConfig config,
      List<String> topics,
      SchemaIds registry,
      BiFunction<StreamsConfig, SchemaIds, Topology> topology) {
    StartupChecks.exact(config);
    PatientSchemaIds ids = new PatientSchemaIds(registry, REGISTRY_PATIENCE, LOG::warn);
    RocksMemory memory = new RocksMemory();
    StreamsConfig settings = new StreamsConfig(StreamsSettings.of(config, memory));
    PipelineClients clients = new PipelineClients();
    KafkaStreams streams = clients.streams(topology.apply(settings, ids), settings);
    StreamsRun run = new StreamsRun(name, config, topics, memory, ids, clients, streams);
    streams.setStateListener((now, before) -> run.stateChanged(now));
    streams.setUncaughtExceptionHandler(run::failed);
    streams.start();
    return run;
  }

  /** How to reach the cluster of a pipeline. */
  public static Map<String, Object> clientSettings(PipelineConfig config) {
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
      throw new IllegalStateException(name + " failed: " + rootCause(e).getMessage(), e);
    } catch (TimeoutException e) {
      throw new IllegalStateException(name + " is " + streams.state() + " after " + timeout, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** The client itself. */
  public KafkaStreams streams() {
    return streams;
  }

  /** Has somebody told from now on of what is committed. */
  public void onCommit(CommitListener listener) {
    clients.onCommit(listener);
  }

  /** How it was set up. */
  public PipelineConfig config() {
    return config;
  }

  /** How often the registry was asked again, because it had not answered. */
  public long registryRetries() {
    return ids.retries();
  }

  /** Completes when it has stopped, exceptionally with the cause when it failed. */
  public CompletableFuture<Void> stopped() {
    return stopped;
  }

  /**
   * Waits until everything sent so far is processed and published (R82).
   *
   * @param progress told about how many records are left, again and again
   * @return false when the time is over; the last progress told is the lag
   * @throws IllegalStateException when it fails meanwhile
   */
  public boolean awaitDrained(Duration timeout, LongConsumer progress) {
    long deadline = System.nanoTime() + timeout.toNanos();
    try (Drain drain = new Drain(clientSettings(config), config.applicationId(), topics)) {
      while (!drain.settled()) {
        progress.accept(drain.remaining());
        if (stopped.isDone()) {
          stopped.join();
          throw new IllegalStateException(name + " stopped");
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
    LOG.info("{} state={}", name, now);
    if (now == State.RUNNING) {
      running.complete(null);
    } else if (now == State.NOT_RUNNING || now == State.ERROR) {
      stopped.complete(null);
    }
  }

  /** Called on the failing thread. Bad data never comes here: it is a value (R62). */
  private StreamThreadExceptionResponse failed(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof TasksCorrupted) {
        LOG.warn("{}: {}", name, cause.getMessage());
        return StreamThreadExceptionResponse.REPLACE_THREAD;
      }
      if (cause instanceof RegistryUnavailable
          || (cause instanceof SchemaRegistryException refused && refused.retriable())) {
        LOG.warn("schema registry unavailable, beginning again: {}", cause.getMessage());
        return StreamThreadExceptionResponse.REPLACE_THREAD;
      }
    }
    LOG.error("{} stops: {}", name, rootCause(error).getMessage(), error);
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
