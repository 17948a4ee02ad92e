package io.willingly.streams.cli;

import io.willingly.connectors.mapping.FileRevisions;
import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.mapping.RunOptions;
import io.willingly.streams.config.BadInput;
import io.willingly.streams.query.Format;
import io.willingly.streams.rejected.RejectedLog;
import io.willingly.streams.rejected.Where;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code willingly reconcile}: an export beside what has been counted. */
@Command(
    name = "reconcile",
    description = {
      "Compare an export with what has been counted of its source: counts and money by month, each"
          + " currency apart, then what is on one side only or is not counted, and why.",
      "Nothing is sent. Exit code 1 when something differs."
    },
    mixinStandardHelpOptions = true)
final class ReconcileCommand implements Callable<Integer> {
  private static final int SHOWN = 20;

  private final Host host;

  @Mixin SessionOptions ask = new SessionOptions();
  @Mixin FormatOption format = new FormatOption();

  @Option(
      names = "--source",
      paramLabel = "NAME",
      required = true,
      description = "the source instance, as its events name it")
  String source = "";

  @Option(
      names = "--file",
      paramLabel = "FILE",
      required = true,
      arity = "1..*",
      description = "files or folders of the export")
  List<Path> files = List.of();

  @Option(
      names = "--mapping",
      paramLabel = "NAME",
      description = "the mapping of the files: shipped, or a folder (default: the source's name)")
  @Nullable String mapping;

  @Option(
      names = "--missing",
      description = "As CSV or JSON print what is missing, not the months.")
  boolean missing;

  ReconcileCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    InputPaths.requireReadable(files);
    return ask.in(host, "reconcile", this::compare);
  }

  private int compare(Session session) {
    Mapping read = ReplayRun.mapping(mapping == null ? source : mapping, session.zone());
    if (read.assembles()) {
      throw new BadInput(
          ("mapping '%s' puts objects together, so that an export does not tell which events should"
                  + " be counted. `willingly pull` brings what the source has now, `willingly"
                  + " pending` says what waits and why, `willingly deal ID` what is known of a deal")
              .formatted(read.name()));
    }
    MappedFiles told =
        MappedFiles.of(
            read,
            files,
            new RunOptions(source, FileRevisions.lastModified()),
            host.clock().millis());
    RejectedLog.Found rejected =
        new RejectedLog(ask.cluster(host, session))
            .all(Integer.MAX_VALUE, new Where(Map.of("source", source)));
    Reconciliation all =
        Reconciliation.of(told, session.queries().facts(source), rejected.rows(), session.zone());
    Format form = format.get();
    if (form == Format.TABLE) {
      host.console().out().println(all.months().of(form));
      host.console().out().print(all.missing(SHOWN).of(form));
      if (all.missing() > SHOWN) {
        host.console()
            .say(
                "%d of %,d are shown; all of them with --missing --format csv"
                    .formatted(SHOWN, all.missing()));
      }
    } else {
      host.console()
          .out()
          .print((missing ? all.missing(Integer.MAX_VALUE) : all.months()).of(form));
    }
    return all.same() ? 0 : CommandLineApp.FAILURE;
  }
}
