package io.willingly.streams.cli;

import io.willingly.connectors.assemble.AssembledLines;
import io.willingly.connectors.assemble.Assembly;
import io.willingly.connectors.mapping.FileRevisions;
import io.willingly.connectors.mapping.InputException;
import io.willingly.connectors.mapping.InputForm;
import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.mapping.MappingException;
import io.willingly.connectors.mapping.MappingLoader;
import io.willingly.connectors.mapping.OutcomeLines;
import io.willingly.connectors.mapping.RowOutcome;
import io.willingly.connectors.mapping.RunOptions;
import io.willingly.connectors.mapping.RunSummary;
import io.willingly.schemas.wire.EmbeddedSchemaIds;
import io.willingly.schemas.wire.TopicValues;
import io.willingly.streams.config.BadInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code willingly map}: what rows and payloads become; nothing is sent. */
@Command(
    name = "map",
    description = {
      "Print the events that rows or payloads become, one JSON object a line, and what objects"
          + " become that are put together of them; nothing is sent.",
      "Rejected rows go to standard error, with place, field and reason; then the exit code is 1."
    },
    mixinStandardHelpOptions = true)
final class MapCommand implements Callable<Integer> {
  private static final String STANDARD_INPUT = "-";
  private static final TopicValues VALUES = new TopicValues(EmbeddedSchemaIds.inMemory());

  private final Host host;
  private final InputStream in;

  @Mixin SettingsOptions settings = new SettingsOptions();

  @Mixin SourceOption source = new SourceOption();

  @Option(names = "--explain", description = "Say of each field what it was read from.")
  boolean explain;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "files or folders of the source; - reads standard input")
  List<Path> files = List.of();

  MapCommand(Host host, InputStream in) {
    this.host = host;
    this.in = in;
  }

  @Override
  public Integer call() {
    ZoneId zone = host.settings(settings, Map.of()).definition().zone();
    try {
      Mapping mapping = new MappingLoader(zone).load(source.name);
      if (files.equals(List.of(Path.of(STANDARD_INPUT)))) {
        return ofStandardInput(mapping);
      }
      InputPaths.requireReadable(files);
      return map(mapping, files);
    } catch (MappingException | InputException e) {
      throw new BadInput(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new UncheckedIOException("standard input cannot be read", e);
    }
  }

  /** A mapping knows files by their names and beginnings: so it becomes one. */
  private int ofStandardInput(Mapping mapping) throws IOException {
    String name =
        mapping.forms().stream()
            .map(InputForm::example)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse("standard-input");
    Path folder = Files.createTempDirectory("willingly-map");
    Path file = folder.resolve(name);
    try {
      Files.copy(in, file);
      return map(mapping, List.of(file));
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  private int map(Mapping mapping, List<Path> read) {
    RunOptions options = new RunOptions(source.instance(mapping), FileRevisions.lastModified());
    Assembly assembly = new Assembly(mapping, options.source(), VALUES);
    RunSummary summary =
        mapping.run(
            read,
            options,
            row -> {
              print(row);
              if (row instanceof RowOutcome.Mapped mapped) {
                assembly
                    .add(mapped, host.clock().millis())
                    .forEach(made -> host.console().out().println(AssembledLines.of(made, VALUES)));
              }
            });
    AssembledLines.withoutEvent(assembly).forEach(host.console().out()::println);
    if (mapping.assembles()) {
      host.console()
          .say(
              "objects are put together of these files alone; `willingly send --dry-run` knows the"
                  + " rest of them, and who is who");
    }
    host.console()
        .say(
            "%,d rows: %,d mapped to %,d events, %,d rejected, %,d left out"
                .formatted(
                    summary.rows(),
                    summary.mapped(),
                    summary.events(),
                    summary.rejected(),
                    summary.filtered()));
    return summary.rejected() == 0 && assembly.rejected().isEmpty() ? 0 : CommandLineApp.FAILURE;
  }

  private void print(RowOutcome row) {
    if (row instanceof RowOutcome.Rejected rejected) {
      host.console()
          .say(
              "rejected %s: %s%s: %s"
                  .formatted(
                      rejected.position(),
                      rejected.field() == null ? "" : rejected.field() + ": ",
                      rejected.code(),
                      rejected.message()));
      return;
    }
    if (row instanceof RowOutcome.Filtered filtered) {
      host.console().say("left out " + filtered.position() + ": " + filtered.reason());
      return;
    }
    (explain ? OutcomeLines.explained(row) : OutcomeLines.of(row))
        .forEach(host.console().out()::println);
    if (row instanceof RowOutcome.Mapped mapped) {
      mapped
          .unread()
          .forEach(
              each ->
                  host.console()
                      .say(
                          "%s: '%s' in '%s' cannot be read and is left out"
                              .formatted(mapped.position(), each.value(), each.column())));
    }
  }
}
