package io.willingly.streams.cli;

import io.willingly.metrics.definition.Definition;
import io.willingly.stages.Publication;
import io.willingly.streams.assemble.AssembleService;
import io.willingly.streams.assemble.AssembleStores;
import io.willingly.streams.config.Settings;
import io.willingly.streams.definition.RuleSet;
import io.willingly.streams.definition.RuleSets;
import io.willingly.streams.peer.DataDirectory;
import io.willingly.streams.peer.DataDirectory.Ownership;
import io.willingly.streams.peer.OwnerAddress;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.Engine;
import io.willingly.streams.runtime.PipelineConfig;
import io.willingly.streams.runtime.PipelineService;
import io.willingly.streams.runtime.StreamsRun;
import io.willingly.streams.state.Stores;
import io.willingly.streams.topology.RepartitionStage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * What a rule set is counted as (R71): a Kafka Streams application of its own, with state of its
 * own. The first rule set of a pipeline has the application id of the settings and the data
 * directory itself; rule set 2 then has {@code -v2} behind the id, and the folder {@code v2}.
 *
 * @param settings with its rules
 * @param id consumer group, and prefix of its internal topics
 */
record Application(Settings settings, String id) {
  private static final String VERSION = "-v";
  private static final Duration START = Duration.ofMinutes(10);

  /**
   * How it runs.
   *
   * @param commit how often results are committed (R55)
   * @param clock the day of today is asked of it
   * @param advertised where it answers other instances; empty for nowhere
   * @param starting is told what starts, by its name in meters, before its state is there
   */
  record Run(
      Duration commit,
      Publication publication,
      Clock clock,
      String advertised,
      BiConsumer<String, StreamsRun> starting) {}

  static Application of(Settings settings, RuleSets known, Definition rules) {
    String first = settings.pipeline().applicationId();
    boolean isFirst = rules.version() == known.first(rules);
    return new Application(
        settings.under(rules), isFirst ? first : first + VERSION + rules.version());
  }

  /** The one that counts for a purpose; see {@link RuleSets#counting}. */
  static Application inForce(Settings settings, RuleSets known, Purpose purpose, Console console) {
    RuleSet inForce = known.inForce();
    Definition rules =
        purpose.anyRules() && inForce != null
            ? inForce.definition()
            : known.counting(settings.definition(), console::say);
    return of(settings, known, rules);
  }

  /** The same counted by an engine; Flink has one state for whichever rule set is in force. */
  Application on(Engine engine) {
    return engine == Engine.STREAMS
        ? this
        : new Application(settings, engine.group(settings.pipeline().applicationId()));
  }

  /** Those that have made topics for themselves, of whichever rule set, by these topics. */
  static Map<String, Application> makers(Settings settings, Collection<String> topics) {
    Map<String, Application> makers = new LinkedHashMap<>();
    for (String topic : topics) {
      for (String internal : internalTopics("")) {
        Application maker =
            new Application(
                settings, topic.substring(0, Math.max(0, topic.length() - internal.length())));
        if (topic.endsWith(internal) && maker.isOfPipeline()) {
          makers.put(topic, maker);
        }
      }
    }
    return makers;
  }

  private boolean isOfPipeline() {
    String first = settings.pipeline().applicationId();
    return id.startsWith(first)
        && (id.equals(first) || id.substring(first.length()).matches(VERSION + "\\d+"));
  }

  List<String> internalTopics() {
    return internalTopics(id);
  }

  private static List<String> internalTopics(String id) {
    return Stream.concat(
            Stream.of(Stores.values()).map(store -> store.changelogTopic(id)),
            RepartitionStage.topics(id).stream())
        .toList();
  }

  /** Where its lock, its name in the group and its state are. */
  Path directory() {
    String first = settings.pipeline().applicationId();
    return id.equals(first)
        ? settings.dataDir()
        : settings.dataDir().resolve(id.substring(first.length() + 1));
  }

  /** What all that feed it must have in common with it. */
  OwnerAddress.Pipeline shared() {
    return new OwnerAddress.Pipeline(
        settings.kafka().embedded(),
        id,
        settings.pipeline().schemaRegistryUrl(),
        settings.definition().zone().getId(),
        settings.definition().hash());
  }

  /**
   * The right to run it here.
   *
   * @throws IllegalStateException when another process has it
   */
  Ownership claim() {
    return new DataDirectory(directory())
        .claim()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "rule set %d is being counted by another process in %s; wait until it has ended"
                        .formatted(settings.definition().version(), directory())));
  }

  LocalState state(Cluster cluster) {
    return new LocalState(stateDir(), cluster.clientSettings());
  }

  /** Where what it has counted is kept. */
  Path stateDir() {
    return directory().resolve("state");
  }

  /** Starts counting and waits until all its state is there. */
  PipelineService start(Ownership ownership, Cluster cluster, Run run, Opened opened) {
    LocalState state = state(cluster);
    state.forgetIfOfOthers();
    state.note(changelogs());
    PipelineService service =
        opened.add(
            PipelineService.start(config(ownership, cluster, run), cluster.ids(), run.clock()));
    run.starting().accept("pipeline", service.run());
    service.awaitRunning(START);
    state.note(changelogs());
    return service;
  }

  private List<String> changelogs() {
    return Stream.of(Stores.values()).map(store -> store.changelogTopic(id)).toList();
  }

  /**
   * Starts putting objects together, and waits until all their state is there. There is one
   * assembly beside all rule sets: it knows none.
   *
   * @param ownership of the data directory itself
   */
  StreamsRun assemble(Ownership ownership, Cluster cluster, Run run, Opened opened) {
    Path directory = settings.dataDir().resolve("assembly");
    PipelineConfig config =
        new Application(settings, settings.pipeline().applicationId())
            .config(ownership, cluster, run);
    List<String> changelogs =
        AssembleStores.changelogTopics(AssembleService.applicationId(config.applicationId()));
    LocalState state = new LocalState(directory, cluster.clientSettings());
    state.forgetIfOfOthers();
    state.note(changelogs);
    StreamsRun assembly = opened.add(AssembleService.start(config, directory, cluster.ids()));
    run.starting().accept("assembly", assembly);
    assembly.awaitRunning(START);
    state.note(changelogs);
    return assembly;
  }

  private PipelineConfig config(Ownership ownership, Cluster cluster, Run run) {
    Settings.Pipeline pipeline = settings.pipeline();
    return new PipelineConfig(
        String.valueOf(cluster.clientSettings().get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)),
        id,
        pipeline.groupProtocol(),
        pipeline.instanceId().isEmpty() ? ownership.instanceId() : pipeline.instanceId(),
        stateDir(),
        settings.organisation(),
        settings.definition(),
        settings.closing(),
        pipeline.threads(),
        run.commit(),
        pipeline.standbyReplicas(),
        settings.kafka().client(),
        run.publication(),
        run.advertised());
  }
}
