package io.willingly.streams.cli;

import io.willingly.metrics.definition.Definition;
import io.willingly.streams.config.BadInput;
import io.willingly.streams.config.Settings;
import io.willingly.streams.definition.RuleSetTopic;
import io.willingly.streams.definition.RuleSets;
import io.willingly.streams.peer.DataDirectory;
import io.willingly.streams.peer.DataDirectory.Ownership;
import io.willingly.streams.peer.OwnerAddress;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.ClusterException;
import io.willingly.streams.runtime.Engine;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;

/**
 * What all commands share.
 *
 * @param console where they print
 * @param environment environment variables
 * @param clock wall clock
 */
record Host(Console console, Map<String, String> environment, Clock clock) {
  private static final Duration WAIT_FOR_OWNER = Duration.ofMinutes(2);
  static final long LOOK_MILLIS = 200;

  Settings settings(SettingsOptions options, Map<String, String> flags) {
    return options.read(environment, Map.of(), flags);
  }

  Optional<OwnerAddress> owner(Settings settings) {
    return new DataDirectory(settings.dataDir()).owner();
  }

  /** Who names another pipeline than the one that is there must not be answered by it. */
  private OwnerAddress.Pipeline agreed(Settings settings, OwnerAddress owner, Purpose purpose) {
    String command = "the live `willingly %s` on %s".formatted(owner.command(), settings.dataDir());
    if (!owner.build().equals(Build.id())) {
      throw new IllegalStateException(
          "%s (process %d) is of build %s, this is build %s; stop it and start it again"
              .formatted(command, owner.pid(), owner.build(), Build.id()));
    }
    OwnerAddress.Pipeline theirs = owner.pipeline();
    same(command, "the cluster", settings.kafka().bootstrapServers(), owner.bootstrap());
    String registry = settings.pipeline().schemaRegistryUrl();
    same(command, "the registry", registry, theirs.schemaRegistry());
    Definition rules = settings.definition();
    if (!purpose.anyRules()
        && !rules.equals(RuleSets.UNSAID)
        && !rules.hash().equals(theirs.definition())) {
      // Settings may name a rule set that was replaced; any other is refused there.
      Cluster cluster =
          new Cluster(settings.kafka().clientOf(owner.bootstrap()), Registry.of(theirs, settings));
      Definition counting = new RuleSetTopic(cluster, clock).read().counting(rules, console::say);
      same(command, "the rule set", counting.hash(), theirs.definition());
    }
    return theirs;
  }

  private static void same(String command, String what, String named, String theirs) {
    if (!named.isEmpty() && !named.equals(theirs)) {
      throw new BadInput(
          "%s works with %s %s, but the settings name %s; leave it out, or take another --data"
              .formatted(command, what, theirs.isEmpty() ? "of its own" : theirs, named));
    }
  }

  /**
   * Refuses a question to an empty directory, and leaves nothing behind there.
   *
   * @throws BadInput when neither a cluster is named nor anything has been counted
   */
  void requireData(Settings settings) {
    if (settings.kafka().embedded()
        && owner(settings).isEmpty()
        && !Files.exists(settings.dataDir().resolve(OwnSession.BROKER))) {
      throw new BadInput(
          "nothing is counted in %s yet: `willingly replay` or `demo` begins; elsewhere: --data DIR"
              .formatted(settings.dataDir()));
    }
  }

  /** The cluster named, else that of the directory's live owner. */
  String bootstrap(Settings settings) {
    if (!settings.kafka().embedded()) {
      return settings.kafka().bootstrapServers();
    }
    return owner(settings)
        .map(OwnerAddress::bootstrap)
        .orElseThrow(
            () ->
                new BadInput(
                    "no cluster: name one with --bootstrap, or start `willingly demo` or `run` on "
                        + settings.dataDir()));
  }

  /**
   * Who counts what is sent: on a cluster its instances, wherever they run; else as {@link #open}.
   */
  Counting counting(Settings settings, Purpose purpose) {
    Optional<OwnerAddress.Pipeline> live =
        owner(settings).map(owner -> agreed(settings, owner, purpose));
    if (live.map(OwnerAddress.Pipeline::embedded).orElse(settings.kafka().embedded())) {
      return open(settings, purpose);
    }
    String bootstrapServers = bootstrap(settings);
    OwnerAddress.Pipeline pipeline =
        live.orElseGet(() -> onCluster(settings, purpose, bootstrapServers));
    return clusterSession(settings, bootstrapServers, pipeline);
  }

  private static ClusterSession clusterSession(
      Settings settings, String bootstrapServers, OwnerAddress.Pipeline pipeline) {
    return new ClusterSession(
        new Cluster(settings.kafka().clientOf(bootstrapServers), Registry.of(pipeline, settings)),
        bootstrapServers,
        pipeline,
        settings.pipeline().applicationId());
  }

  /** What is published is read from the topics, whoever counts. */
  private Session published(
      Settings settings, String bootstrapServers, OwnerAddress.Pipeline pipeline) {
    Cluster cluster =
        new Cluster(settings.kafka().clientOf(bootstrapServers), Registry.of(pipeline, settings));
    return new TopicSession(
        clusterSession(settings, bootstrapServers, pipeline),
        cluster,
        pipeline.applicationId(),
        new RuleSetTopic(cluster, clock).read().current().definition(),
        settings.organisation(),
        clock);
  }

  private OwnerAddress.Pipeline onCluster(
      Settings settings, Purpose purpose, String bootstrapServers) {
    Cluster cluster =
        new Cluster(settings.kafka().clientOf(bootstrapServers), Registry.of(settings));
    RuleSets known;
    try {
      known = new RuleSetTopic(cluster, clock).read();
    } catch (KafkaException e) {
      throw new ClusterException(
          "cannot use the cluster at %s: %s"
              .formatted(bootstrapServers, e.getCause() == null ? e : e.getCause().getMessage()),
          e);
    }
    Engine engine = Engine.counting(cluster, settings.pipeline().applicationId());
    return Application.inForce(settings, known, purpose, console).on(engine).shared();
  }

  /**
   * A session on the directory: its live owner's, else, without a cluster, one of our own (R81).
   * While an owner starts or stops, waits for it.
   */
  Session open(Settings settings, Purpose purpose) {
    DataDirectory directory = new DataDirectory(settings.dataDir());
    long deadline = System.nanoTime() + WAIT_FOR_OWNER.toNanos();
    while (true) {
      Optional<Ownership> ownership = directory.claim();
      if (ownership.isPresent() && !settings.kafka().embedded()) {
        ownership.get().close();
        String bootstrapServers = settings.kafka().bootstrapServers();
        return published(
            settings, bootstrapServers, onCluster(settings, purpose, bootstrapServers));
      }
      if (ownership.isPresent()) {
        return new OwnSession(ownership.get(), settings, purpose, clock, console);
      }
      Optional<OwnerAddress> owner = directory.owner();
      if (owner.isPresent()) {
        OwnerAddress.Pipeline pipeline = agreed(settings, owner.get(), purpose);
        return Engine.of(pipeline.applicationId()) == Engine.FLINK
            ? published(settings, owner.get().bootstrap(), pipeline)
            : new PeerSession(owner.get(), Registry.of(pipeline, settings), console::say);
      }
      if (System.nanoTime() > deadline) {
        throw busy(settings);
      }
      Waiting.pause(LOOK_MILLIS);
    }
  }

  /** Owns the directory or fails: for commands that stay. */
  OwnSession own(Settings settings, Purpose purpose, Clock pipelineClock) {
    return new OwnSession(claim(settings), settings, purpose, pipelineClock, console);
  }

  /**
   * The directory, for this process alone.
   *
   * @throws IllegalStateException when another process has it
   */
  Ownership claim(Settings settings) {
    return new DataDirectory(settings.dataDir()).claim().orElseThrow(() -> busy(settings));
  }

  /** The same, with Flink to count. */
  FlinkSession flink(Settings settings, Purpose purpose) {
    Ownership ownership =
        new DataDirectory(settings.dataDir()).claim().orElseThrow(() -> busy(settings));
    return new FlinkSession(ownership, settings, purpose, clock, console);
  }

  private static IllegalStateException busy(Settings settings) {
    return new IllegalStateException(
        settings.dataDir() + " is in use by another process; give this one a --data of its own");
  }
}
