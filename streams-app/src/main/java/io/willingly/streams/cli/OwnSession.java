package io.willingly.streams.cli;

import io.willingly.metrics.definition.Definition;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.streams.broker.DevBroker;
import io.willingly.streams.config.Settings;
import io.willingly.streams.peer.DataDirectory.Ownership;
import io.willingly.streams.peer.OwnerAddress;
import io.willingly.streams.peer.OwnerControl;
import io.willingly.streams.peer.PeerServer;
import io.willingly.streams.processor.Publication;
import io.willingly.streams.query.Queries;
import io.willingly.streams.query.StreamsQueries;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.ClusterException;
import io.willingly.streams.runtime.PipelineConfig;
import io.willingly.streams.runtime.PipelineService;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * Owns the data directory: runs the broker, where no cluster is named, and the pipeline, and
 * answers other processes while it lives.
 */
final class OwnSession implements Session {
  /** Where an embedded broker keeps the log, below the data directory. */
  static final String BROKER = "broker";

  private static final Duration START = Duration.ofMinutes(10);

  private final Definition definition;
  private final Clock clock;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final String bootstrapServers;
  private final SchemaIds ids;
  private final PipelineService pipeline;
  private final Queries queries;
  private volatile boolean closing;
  private final Thread onExit = new Thread(this::closeAll, "willingly-exit");

  /**
   * Starts everything.
   *
   * @param ownership given back on close
   * @param purpose what for
   * @param clock the day of today is asked of it
   */
  OwnSession(Ownership ownership, Settings settings, Purpose purpose, Clock clock) {
    this.definition = settings.definition();
    this.clock = clock;
    String build = Build.id(); // now: later the jars may have made way for another build
    opened.push(ownership);
    Runtime.getRuntime().addShutdownHook(onExit);
    try {
      Path dir = settings.dataDir();
      opened.push(Logs.toDirectory(dir));
      OwnerAddress.Pipeline shared = shared(settings);
      this.ids = Registry.of(shared, settings);
      this.bootstrapServers =
          settings.kafka().embedded() ? broker(dir, settings) : settings.kafka().bootstrapServers();
      Registry.check(ids);
      purpose.before().pipeline(bootstrapServers, ids);
      this.pipeline = start(ownership, settings, purpose.commit());
      this.queries =
          StreamsQueries.of(
              pipeline.streams(),
              pipeline.partitions(),
              settings.definition(),
              settings.organisation(),
              settings.closing(),
              new RestatementTopic(
                  new Cluster(settings.kafka().clientOf(bootstrapServers), ids),
                  settings.definition().version()));
      answerOthers(ownership, purpose.command(), build, shared);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private PipelineService start(Ownership ownership, Settings settings, Duration commit) {
    LocalState state = state(settings, bootstrapServers);
    try {
      state.forgetIfOfOthers();
      PipelineConfig config = config(ownership, settings, commit);
      state.note(config.applicationId());
      PipelineService service = open(PipelineService.start(config, ids, clock));
      service.awaitRunning(START);
      state.note(config.applicationId());
      return service;
    } catch (ClusterException e) {
      throw e.at(bootstrapServers);
    }
  }

  /** The stores in the data directory. */
  static LocalState state(Settings settings, String bootstrapServers) {
    return new LocalState(stateDir(settings), settings.kafka().clientOf(bootstrapServers));
  }

  private static Path stateDir(Settings settings) {
    return settings.dataDir().resolve("state");
  }

  /** What all that feed the pipeline of these settings must have in common with it. */
  static OwnerAddress.Pipeline shared(Settings settings) {
    return new OwnerAddress.Pipeline(
        settings.kafka().embedded(),
        settings.pipeline().applicationId(),
        settings.pipeline().schemaRegistryUrl(),
        settings.definition().zone().getId(),
        settings.definition().hash());
  }

  private String broker(Path dir, Settings settings) {
    DevBroker broker = open(DevBroker.start(dir.resolve(BROKER), DevBroker.ANY_PORT));
    try (ClusterTopics topics = new ClusterTopics(broker.bootstrapServers(), settings)) {
      topics.create();
    }
    return broker.bootstrapServers();
  }

  private PipelineConfig config(Ownership ownership, Settings settings, Duration commit) {
    Settings.Pipeline pipeline = settings.pipeline();
    return new PipelineConfig(
        bootstrapServers,
        pipeline.applicationId(),
        pipeline.instanceId().isEmpty() ? ownership.instanceId() : pipeline.instanceId(),
        stateDir(settings),
        settings.organisation(),
        settings.definition(),
        settings.closing(),
        pipeline.threads(),
        commit,
        pipeline.standbyReplicas(),
        settings.kafka().client(),
        Publication.ALL);
  }

  private void answerOthers(
      Ownership ownership, String command, String build, OwnerAddress.Pipeline shared) {
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    String token = HexFormat.of().formatHex(random);
    PeerServer server =
        open(PeerServer.start(token))
            .answer(Queries.class, queries)
            .answer(OwnerControl.class, new Control());
    ownership.publish(
        new OwnerAddress(
            ProcessHandle.current().pid(),
            command,
            build,
            bootstrapServers,
            shared,
            server.address(),
            token));
    // Closed first: who asks from now on waits for the directory instead.
    opened.push(ownership::withdraw);
  }

  /** Answers other processes. */
  private final class Control implements OwnerControl {
    @Override
    public long left(long millis) {
      AtomicLong left = new AtomicLong(1);
      boolean drained = awaitDrained(Duration.ofMillis(millis), left::set);
      return drained ? 0 : Math.max(1, left.get());
    }

    @Override
    public int today() {
      return OwnSession.this.today();
    }
  }

  private <T extends AutoCloseable> T open(T resource) {
    opened.push(resource);
    return resource;
  }

  @Override
  public Queries queries() {
    return queries;
  }

  @Override
  public String bootstrapServers() {
    return bootstrapServers;
  }

  @Override
  public SchemaIds schemaIds() {
    return ids;
  }

  @Override
  public int today() {
    return definition.dayOfMillis(clock.millis());
  }

  @Override
  public boolean awaitDrained(Duration timeout, LongConsumer progress) {
    return pipeline.awaitDrained(timeout, progress);
  }

  /** Completes when the pipeline has stopped, exceptionally when it failed. */
  CompletableFuture<Void> stopped() {
    return pipeline.stopped();
  }

  /** Whether it is being closed, by whoever. */
  boolean closing() {
    return closing;
  }

  @Override
  public void close() {
    closeAll();
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException e) {
      // The JVM is going down and runs the hook itself.
    }
  }

  /** Last opened first; called by the command, or by the JVM on a signal. */
  private void closeAll() {
    closing = true;
    closeInOrder();
  }

  private synchronized void closeInOrder() {
    IllegalStateException failure = null;
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        if (failure == null) {
          failure = new IllegalStateException("cannot stop: " + e.getMessage(), e);
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
