package io.willingly.streams.cli;

import io.willingly.streams.config.Settings;
import io.willingly.streams.runtime.Engine;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code willingly run}: the pipeline, until it is stopped. */
@Command(
    name = "run",
    description = {
      "Run the pipeline against a cluster (its topics must exist: see `willingly topics create`; or"
          + " an embedded broker, when none is named) until stopped; other commands on the same"
          + " --data are answered by it."
    },
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  private final Host host;

  @Mixin SettingsOptions options = new SettingsOptions();

  @Mixin ClusterOption cluster = new ClusterOption();

  @Option(
      names = "--rebuild",
      description = {
        "Forget all that was counted and count every fact again: after a change of the rules. What"
            + " was published is deleted and published anew. All instances must be stopped; the"
            + " others are started without it afterwards."
      })
  boolean rebuild;

  @Option(
      names = "--engine",
      defaultValue = "streams",
      description = {
        "streams: Kafka Streams in this process. flink: Apache Flink in a process beside it, which"
            + " publishes the same numbers; of questions `report` and `ledger` are answered then"
            + " (docs/flink.md). Default: ${DEFAULT-VALUE}."
      })
  Engine engine = Engine.STREAMS;

  RunCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    Settings settings = host.settings(options, cluster.flags());
    Duration commit = Duration.ofMillis(settings.pipeline().commitIntervalMillis());
    Purpose run = new Purpose("run", commit).listening();
    Purpose purpose = rebuild ? run.first(new Rebuild(host.console(), host.clock())) : run;
    return engine == Engine.FLINK ? onFlink(settings, purpose) : onStreams(settings, purpose);
  }

  private int onFlink(Settings settings, Purpose purpose) {
    try (FlinkSession session = host.flink(settings, purpose)) {
      host.console()
          .say(
              "running Apache Flink on %s, data in %s, rule set %d; no page: ask with `willingly report`"
                  .formatted(
                      session.bootstrapServers(), settings.dataDir(), session.rules().version()));
      session.stopped().join();
      return CommandLineApp.FAILURE;
    }
  }

  private int onStreams(Settings settings, Purpose purpose) {
    try (OwnSession session = host.own(settings, purpose, host.clock())) {
      host.console()
          .say(
              "running on %s, data in %s, rule set %d"
                  .formatted(
                      session.bootstrapServers(), settings.dataDir(), session.rules().version()));
      session.assemble();
      Watching.start(session, settings, host.clock(), host.clock());
      Serving.start(host, session, settings, host.clock());
      session.stopped().join();
      return CommandLineApp.FAILURE;
    }
  }
}
