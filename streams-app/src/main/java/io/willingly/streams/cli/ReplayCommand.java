package io.willingly.streams.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code willingly replay}: brings files in through a mapping. */
@Command(
    name = "replay",
    description = {
      "Bring the rows of files in through a mapping, wait until all is counted, and print what"
          + " became of them. The same rows again change no number."
    },
    mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
  private final Host host;

  @Mixin ReplayOptions options = new ReplayOptions();

  @Option(
      names = "--source",
      paramLabel = "NAME",
      required = true,
      description = "a shipped mapping, or a folder with one")
  String source = "";

  @Option(
      names = "--snapshot",
      description = {
        "The files are a complete export: facts of the source that are not in it any more are"
            + " withdrawn, and what comes back in a later one counts again. Not the rep directory."
      })
  boolean snapshot;

  @Mixin SnapshotOptions complete = new SnapshotOptions();

  ReplayCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    return new ReplayRun(host, options, snapshot ? complete : null).run(source);
  }
}
