package io.willingly.streams.cli;

import io.willingly.connectors.mapping.Mapping;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which source, and by which name its events know it. */
final class SourceOption {
  @Option(
      names = "--source",
      paramLabel = "NAME",
      required = true,
      description = "a shipped source, or the folder of one")
  String name = "";

  @Option(
      names = "--as",
      paramLabel = "NAME",
      converter = NameConverter.class,
      description = "Source instance written into the events (default: the mapping's name).")
  @Nullable String as;

  /** The source instance written into the events. */
  String instance(Mapping mapping) {
    return as == null ? mapping.name() : as;
  }
}
