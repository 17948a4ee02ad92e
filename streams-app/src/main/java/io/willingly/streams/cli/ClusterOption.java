package io.willingly.streams.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which cluster. */
final class ClusterOption {
  @Option(
      names = "--bootstrap",
      paramLabel = "SERVERS",
      description = "Kafka cluster (default: the embedded broker in the data directory).")
  @Nullable String bootstrap;

  /** As settings. */
  Map<String, String> flags() {
    return bootstrap == null ? Map.of() : Map.of("kafka.bootstrap-servers", bootstrap);
  }
}
