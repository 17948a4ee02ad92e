package io.willingly.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every benchmark with a broker is told: how much to send, and where to keep it. */
final class Scratch {
  @Option(names = "--events", defaultValue = "300000", description = "Events of the company.")
  private int events;

  @Option(names = "--directory", description = "Scratch space; a temporary one by default.")
  private @Nullable Path directory;

  int events() {
    return events;
  }

  /** The directory, made if it is not there. */
  Path directory() throws IOException {
    return directory == null
        ? Files.createTempDirectory("benchmark")
        : Files.createDirectories(directory);
  }
}
