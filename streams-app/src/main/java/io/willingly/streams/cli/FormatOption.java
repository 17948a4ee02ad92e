package io.willingly.streams.cli;

import io.willingly.streams.query.Format;
import picocli.CommandLine.Option;

/** {@code --format}. */
final class FormatOption {
  @Option(
      names = "--format",
      defaultValue = "table",
      description = "table, csv or json (default: ${DEFAULT-VALUE})")
  String format = "";

  Format get() {
    return AskOptions.parse(Format::parse, format);
  }
}
