package io.willingly.streams.cli;

import io.willingly.event.DefinitionState;
import io.willingly.metrics.definition.Definition;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.stages.Publication;
import io.willingly.streams.config.Settings;
import io.willingly.streams.definition.RuleSetTopic;
import io.willingly.streams.definition.RuleSets;
import io.willingly.streams.peer.DataDirectory.Ownership;
import io.willingly.streams.peer.OwnerAddress;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.Engine;
import io.willingly.streams.runtime.StreamsRun;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Owns the data directory while Flink counts: runs the broker, where no cluster is named, puts
 * objects together, and watches over the process in which the job runs (ADR 0020). Questions are
 * answered from the topics, by whoever has them.
 */
final class FlinkSession implements AutoCloseable {
  /** Where the launcher says that the runner lies. */
  static final String HOME = "willingly.flink.home";

  private final Opened opened = Opened.nothing();
  private final String bootstrapServers;
  private final Definition rules;
  private final FlinkProcess process;
  private final StreamsRun assembly;

  /**
   * Starts everything and waits until the job reads.
   *
   * @param ownership given back on close
   */
  FlinkSession(
      Ownership ownership, Settings settings, Purpose purpose, Clock clock, Console console) {
    String build = Build.id();
    opened.add(ownership);
    try {
      // Before a rebuild forgets anything.
      FlinkProcess.requireJava(Runtime.version().feature());
      Path runner = FlinkProcess.runner(Path.of(System.getProperty(HOME, "flink-runner/target")));
      Path dir = settings.dataDir();
      opened.add(Logs.toDirectory(dir));
      SchemaIds ids = Registry.ready(settings);
      bootstrapServers =
          settings.kafka().embedded()
              ? OwnSession.broker(dir, settings, opened)
              : settings.kafka().bootstrapServers();
      Cluster cluster = new Cluster(settings.kafka().clientOf(bootstrapServers), ids);
      purpose.first().on(settings, bootstrapServers, ids);
      RuleSetTopic topic = new RuleSetTopic(cluster, clock);
      RuleSets known = topic.read();
      Application application =
          Application.inForce(settings, known, purpose, console).on(Engine.FLINK);
      rules = application.settings().definition();
      if (known.inForce() == null) {
        topic.write(rules, DefinitionState.ACTIVE, null);
      }
      process =
          opened.add(FlinkProcess.start(runner, jobSettings(application), dir.resolve("logs")));
      process.awaitRunning();
      Application.Run run =
          new Application.Run(purpose.commit(), Publication.ALL, clock, "", (id, started) -> {});
      assembly = application.assemble(ownership, cluster, run, opened);
      ownership.publish(
          new OwnerAddress(
              ProcessHandle.current().pid(),
              purpose.command() + " --engine flink",
              build,
              bootstrapServers,
              application.shared(),
              "",
              ""));
      opened.add(ownership::withdraw);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private Map<String, String> jobSettings(Application application) {
    Settings settings = application.settings();
    Map<String, String> of = new TreeMap<>();
    settings.kafka().client().forEach((key, value) -> of.put("kafka.client." + key, value));
    of.put("kafka.bootstrap-servers", bootstrapServers);
    Settings.Pipeline pipeline = settings.pipeline();
    of.put("pipeline.application-id", pipeline.applicationId());
    of.put("pipeline.schema-registry-url", pipeline.schemaRegistryUrl());
    of.put(
        "pipeline.schema-registry-authorization", pipeline.schemaRegistryAuthorization().value());
    of.put("pipeline.schema-dir", settings.dataDir().resolve("schemas").toString());
    of.put("organisation.id", settings.organisation());
    of.put("periods.close-after-days", Integer.toString(settings.closing().days()));
    // Not as a URI: Flink takes what is written, and %20 for another folder than a space.
    of.put("flink.checkpoint-dir", "file://" + application.stateDir().toAbsolutePath());
    of.put("flink.checkpoint-interval-ms", Long.toString(pipeline.checkpointIntervalMillis()));
    of.put("flink.parallelism", Integer.toString(pipeline.threads()));
    return of;
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  Definition rules() {
    return rules;
  }

  /** Completes exceptionally when something has stopped, with why. */
  CompletableFuture<?> stopped() {
    return CompletableFuture.anyOf(process.stopped(), assembly.stopped());
  }

  /** Ends the job's process at once, as a machine that fails would. */
  void kill() {
    process.kill();
  }

  @Override
  public void close() {
    opened.close();
  }
}
