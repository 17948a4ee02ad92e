package io.willingly.streams.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code willingly reps}: the rep directory. */
@Command(
    name = "reps",
    description = "The rep directory: who is in which team from which day on.",
    mixinStandardHelpOptions = true)
final class RepsCommand {
  private static final String MAPPING = "rep-directory";

  private final Host host;

  RepsCommand(Host host) {
    this.host = host;
  }

  @Command(
      name = "import",
      description = {
        "Import the directory from CSV with the columns rep_id, name, team, region, role, segment,"
            + " hired_on, effective_from, also spelt repId, hiredOn, effectiveFrom; all but rep_id"
            + " may be empty or missing. A rep who changes team has a line for each team."
      },
      mixinStandardHelpOptions = true)
  int importFiles(@Mixin ReplayOptions options) {
    return new ReplayRun(host, options, null).run(MAPPING);
  }
}
