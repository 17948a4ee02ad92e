package io.willingly.streams.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.event.DefinitionState;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Fact;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.stages.Publication;
import io.willingly.streams.assemble.AssembleService;
import io.willingly.streams.broker.DevBroker;
import io.willingly.streams.config.Settings;
import io.willingly.streams.definition.RuleSetTopic;
import io.willingly.streams.definition.RuleSets;
import io.willingly.streams.instance.Instances;
import io.willingly.streams.instance.InternalServer;
import io.willingly.streams.meters.Meters;
import io.willingly.streams.peer.DataDirectory.Ownership;
import io.willingly.streams.peer.OwnerAddress;
import io.willingly.streams.peer.OwnerControl;
import io.willingly.streams.peer.PeerServer;
import io.willingly.streams.query.AlarmQueries;
import io.willingly.streams.query.BoardQueries;
import io.willingly.streams.query.ComparisonQueries;
import io.willingly.streams.query.DryRunText;
import io.willingly.streams.query.DryRuns;
import io.willingly.streams.query.Queries;
import io.willingly.streams.query.StateStores;
import io.willingly.streams.query.StreamsAlarms;
import io.willingly.streams.query.StreamsBoards;
import io.willingly.streams.query.StreamsComparisons;
import io.willingly.streams.query.StreamsDryRuns;
import io.willingly.streams.query.StreamsQueries;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.ClusterException;
import io.willingly.streams.runtime.Engine;
import io.willingly.streams.runtime.PipelineService;
import io.willingly.streams.runtime.StreamsRun;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns the data directory: runs the broker, where no cluster is named, and the pipeline, and
 * answers other processes while it lives.
 */
final class OwnSession implements Session {
  /** Where an embedded broker keeps the log, below the data directory. */
  static final String BROKER = "broker";

  private static final Logger LOG = LoggerFactory.getLogger(OwnSession.class);

  private final Clock clock;
  private final Opened opened = Opened.nothing();
  private final String bootstrapServers;
  private final SchemaIds ids;
  private final Definition rules;
  private final Cluster cluster;
  private final Application application;
  private final Ownership ownership;
  private final Duration commit;
  private final @Nullable InternalServer internal;
  private final @Nullable Meters meters;
  private final PipelineService pipeline;
  private final Instances instances;
  private final Queries queries;
  private final AlarmQueries alarms;
  private final ComparisonQueries comparisons;
  private final BoardQueries boards;
  private final DryRuns dryRuns;
  private @Nullable StreamsRun assembly;

  /**
   * Starts everything.
   *
   * @param ownership given back on close
   * @param purpose what for
   * @param clock the day of today is asked of it
   */
  OwnSession(
      Ownership ownership, Settings settings, Purpose purpose, Clock clock, Console console) {
    this.clock = clock;
    this.ownership = ownership;
    this.commit = purpose.commit();
    String build = Build.id(); // now: later the jars may have made way for another build
    opened.add(ownership);
    try {
      Path dir = settings.dataDir();
      opened.add(Logs.toDirectory(dir));
      this.ids = Registry.ready(settings);
      this.bootstrapServers =
          settings.kafka().embedded()
              ? broker(dir, settings, opened)
              : settings.kafka().bootstrapServers();
      this.cluster = new Cluster(settings.kafka().clientOf(bootstrapServers), ids);
      purpose.first().on(settings, bootstrapServers, ids);
      RuleSetTopic topic = new RuleSetTopic(cluster, clock);
      RuleSets known = topic.read();
      Engine.requireStreams(cluster, settings.pipeline().applicationId());
      new Retirement(settings, cluster, console).complete(known, topic);
      this.application = Application.inForce(settings, known, purpose, console);
      this.rules = application.settings().definition();
      purpose.before().on(application.settings(), bootstrapServers, ids);
      this.internal = listen(settings.internal(), purpose);
      this.meters = internal == null ? null : measured(internal, build, dir);
      this.pipeline = start();
      if (known.inForce() == null) {
        topic.write(rules, DefinitionState.ACTIVE, null);
      }
      this.instances = instances(settings);
      StateStores stores = instances.stores();
      this.queries =
          new StreamsQueries(
              stores,
              rules,
              settings.organisation(),
              settings.closing(),
              new RestatementTopic(cluster, rules.version()),
              instances::lag);
      this.alarms =
          new StreamsAlarms(
              stores,
              rules,
              settings.organisation(),
              settings.alarms().falseAlarmsPerQuarter(),
              queries::lag);
      this.comparisons =
          new StreamsComparisons(stores, rules, settings.organisation(), queries::lag);
      this.boards =
          new StreamsBoards(stores, rules, settings.organisation(), comparisons, queries::lag);
      this.dryRuns = new StreamsDryRuns(stores, rules, settings.organisation(), queries::lag);
      answerOthers(ownership, purpose.command(), build, application.shared());
      if (internal != null) {
        internal.readyWhen(instances::answers);
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private @Nullable InternalServer listen(Settings.Internal wanted, Purpose purpose) {
    return purpose.listens() && wanted.port() != 0
        ? opened.add(InternalServer.start(wanted))
        : null;
  }

  private Instances instances(Settings settings) {
    Instances.Own own = new Instances.Own(pipeline::moved, pipeline::lag);
    if (internal == null || internal.advertised().isEmpty()) {
      return Instances.alone(pipeline.streams(), pipeline.partitions(), own);
    }
    String advertised = internal.advertised();
    if (Loopback.is(advertised) && !Loopback.is(bootstrapServers)) {
      LOG.warn(
          "the other instances are told to ask this one at {}, which only this machine reaches;"
              + " where they are on other machines, set internal.host to 0.0.0.0 and"
              + " internal.advertised to a host:port that they reach",
          advertised);
    }
    return Instances.of(
        pipeline.streams(),
        pipeline.partitions(),
        own,
        internal,
        settings.internal().secret().value());
  }

  private Application.Run asWhole() {
    String advertised = internal == null ? "" : internal.advertised();
    return new Application.Run(
        commit,
        Publication.ALL,
        clock,
        advertised,
        meters == null ? (part, starting) -> {} : meters::measure);
  }

  private Meters measured(InternalServer watched, String build, Path dir) {
    Meters told = opened.add(Meters.start(cluster, clock, build, rules.version(), dir));
    watched.open(
        "/metrics",
        context -> {
          Meters.Scrape scrape = told.scrape(context.header("Accept"));
          context.contentType(scrape.contentType()).result(scrape.body());
        });
    return told;
  }

  private PipelineService start() {
    try {
      boolean first = application.directory().equals(ownership.directory());
      return application.start(
          first ? ownership : opened.add(application.claim()), cluster, asWhole(), opened);
    } catch (ClusterException e) {
      throw e.at(bootstrapServers);
    }
  }

  /** Starts the embedded broker with its topics; its address. */
  static String broker(Path dir, Settings settings, Opened opened) {
    DevBroker broker = opened.add(DevBroker.start(dir.resolve(BROKER), DevBroker.ANY_PORT));
    try (ClusterTopics topics = new ClusterTopics(broker.bootstrapServers(), settings)) {
      topics.own();
    }
    return broker.bootstrapServers();
  }

  private void answerOthers(
      Ownership ownership, String command, String build, OwnerAddress.Pipeline shared) {
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    String token = HexFormat.of().formatHex(random);
    PeerServer server =
        opened
            .add(PeerServer.start(token))
            .answer(Queries.class, queries)
            .answer(AlarmQueries.class, alarms)
            .answer(ComparisonQueries.class, comparisons)
            .answer(BoardQueries.class, boards)
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
    opened.add(ownership::withdraw);
  }

  /** Answers other processes. */
  private final class Control implements OwnerControl {
    @Override
    public long left(long millis) {
      return OwnSession.this.left(millis);
    }

    @Override
    public int today() {
      return OwnSession.this.today();
    }

    @Override
    public String dryRun(List<Fact> facts) {
      return OwnSession.this.dryRun(facts).toString();
    }
  }

  /** Keeps a resource for as long as the session lives. */
  <T extends AutoCloseable> T keep(T resource) {
    return opened.add(resource);
  }

  /** About how many records are still to be counted, after waiting so long for them. */
  long left(long millis) {
    AtomicLong left = new AtomicLong(1);
    boolean drained = awaitDrained(Duration.ofMillis(millis), left::set);
    return drained ? 0 : Math.max(1, left.get());
  }

  @Override
  public Queries queries() {
    return queries;
  }

  @Override
  public AlarmQueries alarms() {
    return alarms;
  }

  @Override
  public ComparisonQueries comparisons() {
    return comparisons;
  }

  @Override
  public BoardQueries boards() {
    return boards;
  }

  @Override
  public String bootstrapServers() {
    return bootstrapServers;
  }

  @Override
  public SchemaIds schemaIds() {
    return ids;
  }

  /** What listens to other instances and to who watches this one; null for nothing. */
  @Nullable InternalServer internal() {
    return internal;
  }

  /** What whoever watches this instance is told; null when nobody can. */
  @Nullable Meters meters() {
    return meters;
  }

  /** Whether questions are answered. */
  boolean running() {
    return instances.answers();
  }

  /** Another number when answers may be others, whichever instance counted. */
  long moved() {
    return instances.moved();
  }

  /** Whether this instance does what exactly one has to do. */
  boolean leads() {
    return instances.leads();
  }

  /** What facts would do. */
  DryRuns dryRuns() {
    return dryRuns;
  }

  @Override
  public ObjectNode dryRun(List<Fact> facts) {
    return DryRunText.of(dryRuns.of(facts, Long.MIN_VALUE, today(), scope -> true));
  }

  /** The cluster it counts on. */
  Cluster cluster() {
    return cluster;
  }

  /** The rule set in force. */
  Definition rules() {
    return rules;
  }

  @Override
  public ZoneId zone() {
    return rules.zone();
  }

  @Override
  public int today() {
    return rules.dayOfMillis(clock.millis());
  }

  @Override
  public boolean awaitDrained(Duration timeout, LongConsumer progress) {
    long deadline = System.nanoTime() + timeout.toNanos();
    if (AssembleService.hasWork(cluster.clientSettings())) {
      boolean assembled = assembly().awaitDrained(timeout, progress);
      if (!assembled) {
        return false;
      }
    }
    Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
    return pipeline.awaitDrained(left, progress);
  }

  /** What puts objects together, started by whoever needs it first: few sources have any. */
  private synchronized StreamsRun assembly() {
    StreamsRun known = assembly;
    if (known == null) {
      known = application.assemble(ownership, cluster, asWhole(), opened);
      assembly = known;
    }
    return known;
  }

  @Override
  public void assemble() {
    assembly();
  }

  /** Completes when the pipeline has stopped, exceptionally when it failed. */
  synchronized CompletableFuture<?> stopped() {
    StreamsRun known = assembly;
    return known == null
        ? pipeline.stopped()
        : CompletableFuture.anyOf(pipeline.stopped(), known.stopped());
  }

  /** Whether it is being closed, by whoever. */
  boolean closing() {
    return opened.closing();
  }

  @Override
  public void close() {
    opened.close();
  }
}
