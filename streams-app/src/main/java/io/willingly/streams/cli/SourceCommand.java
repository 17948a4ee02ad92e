package io.willingly.streams.cli;

import picocli.CommandLine.Command;

/** {@code willingly source}: what somebody needs who wires in a source. */
@Command(
    name = "source",
    description = "Draft, check and test the folder of a source.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class SourceCommand {}
