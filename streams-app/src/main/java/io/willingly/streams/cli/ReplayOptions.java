package io.willingly.streams.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What bringing files in takes. */
final class ReplayOptions {
  @Mixin SettingsOptions settings = new SettingsOptions();

  @Option(
      names = "--as",
      paramLabel = "NAME",
      converter = NameConverter.class,
      description = "Source instance written into the events (default: the mapping's name).")
  @Nullable String as;

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

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "files or folders of the source")
  List<Path> files = List.of();
}
