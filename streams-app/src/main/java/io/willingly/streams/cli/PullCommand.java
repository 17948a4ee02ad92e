package io.willingly.streams.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code willingly pull}: brings a vendor's history in. */
@Command(
    name = "pull",
    description = {
      "Read a vendor's API as the pull.yaml of a source says, bring what it gives in through the"
          + " mapping, wait until all is counted, and print what became of it. The next run goes on"
          + " where this one got, also after Ctrl-C."
    },
    mixinStandardHelpOptions = true)
final class PullCommand implements Callable<Integer> {
  private final Host host;

  @Mixin SettingsOptions settings = new SettingsOptions();

  @Mixin SourceOption source = new SourceOption();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = {
        "Read what changed from then on, such as 2026-01-01 or 2026-01-01T09:00:00Z (default: go"
            + " on, or all there is). Another one than before begins anew."
      })
  @Nullable String since;

  @Option(
      names = "--again",
      description = "Begin anew, whatever was read before; what did not change counts once.")
  boolean again;

  @Option(
      names = "--secret",
      paramLabel = "env:NAME|file:PATH",
      description = "Where the vendor's token is (default: as the pull.yaml says).")
  @Nullable String secret;

  @Option(
      names = "--with",
      paramLabel = "NAME=VALUE",
      description = "A parameter of the pull.yaml, such as shop=acme.")
  Map<String, String> parameters = new LinkedHashMap<>();

  @Option(
      names = "--base",
      paramLabel = "URL",
      description = {
        "Ask there and not at the pull.yaml's base: a proxy by https, or a stand-in on this machine"
            + " by http."
      })
  @Nullable String base;

  @ArgGroup @Nullable Rhythm rhythm;

  /** Once, or again and again. */
  static final class Rhythm {
    @Option(names = "--once", description = "Read to the end and stop (default).")
    boolean once;

    @Option(
        names = "--every",
        paramLabel = "DURATION",
        converter = DurationConverter.class,
        description = "Read again so long after each end, until stopped.")
    @Nullable Duration every;
  }

  @Mixin ClusterOption cluster = new ClusterOption();

  @Option(names = "--json", description = "Print the ledger as one JSON object.")
  boolean json;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "30m",
      converter = DurationConverter.class,
      description = "How long to wait until all is counted (default: ${DEFAULT-VALUE}).")
  Duration timeout = Duration.ofMinutes(30);

  PullCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    PullRun run = new PullRun(host, this);
    Duration every = rhythm == null ? null : rhythm.every;
    while (true) {
      int code = run.read(every != null);
      if (every == null || code != 0) {
        return code;
      }
      host.console().say("reading again in " + every.toSeconds() + " s");
      Waiting.pause(every.toMillis());
    }
  }
}
