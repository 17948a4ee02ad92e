package io.willingly.streams.cli;

import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topic.Role;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.config.BadInput;
import io.willingly.streams.export.TableExport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code willingly export}: a published topic as a file for analysts. */
@Command(
    name = "export",
    description =
        "Write a published topic to a file, with the columns the sinks give a database: the latest"
            + " row of each key, or every record of a history.",
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
  private static final String LEDGER = "ledger";

  private final Host host;

  @Mixin SessionOptions ask = new SessionOptions();

  @Option(
      names = "--table",
      required = true,
      description =
          "service-quality, deal-verdicts, save-list, restatements, quality-alarms, rejected-events,"
              + " ledger, or another published topic")
  String table = "";

  @Option(
      names = "--format",
      defaultValue = "csv",
      description = "csv or parquet (default: ${DEFAULT-VALUE})")
  TableExport.Format format = TableExport.Format.CSV;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "where to write it")
  Path out = Path.of("");

  ExportCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    Topic<?, ?> topic = topic(table);
    Path target = out.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null || Files.isDirectory(target)) {
      throw new BadInput("--out %s is a folder".formatted(out));
    }
    if (!Files.isDirectory(folder)) {
      throw new BadInput("--out %s: there is no folder %s".formatted(out, folder));
    }
    return ask.in(
        host,
        "export",
        session -> {
          try {
            long rows = new TableExport(ask.cluster(host, session), topic).write(target, format);
            host.console().say("%,d rows in %s".formatted(rows, out));
            return 0;
          } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + out + ": " + e.getMessage(), e);
          }
        });
  }

  private static Topic<?, ?> topic(String table) {
    List<Topic<?, ?>> published =
        List.copyOf(Topics.ALL.stream().filter(topic -> topic.role() == Role.PUBLISHED).toList());
    String name = table.equals(LEDGER) ? Topics.INGEST_LEDGER.name() : table;
    return published.stream()
        .filter(topic -> topic.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new BadInput(
                    "no table: '%s'; expected is one of %s or %s"
                        .formatted(
                            table,
                            String.join(", ", published.stream().map(Topic::name).toList()),
                            LEDGER)));
  }
}
