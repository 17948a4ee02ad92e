package io.willingly.streams.cli;

import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.mapping.RunOptions;
import io.willingly.metrics.fact.Fact.Delivery;
import io.willingly.streams.config.BadInput;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What replaying a complete export takes. */
final class SnapshotOptions {
  @Option(
      names = "--exported-at",
      paramLabel = "INSTANT",
      description =
          "With --snapshot: when the export was made, such as 2026-03-01T02:00:00Z; what arrived"
              + " later stays (default: when the oldest of the files was written).")
  @Nullable Instant exportedAt;

  @Option(
      names = "--yes",
      description = "With --snapshot: withdraw without asking, also more than a tenth.")
  boolean yes;

  /**
   * Compares the export with what is known, says what would go, and asks when it is much.
   *
   * @throws BadInput when nothing is to be done
   */
  Snapshot plan(
      Host host,
      Counting counting,
      Mapping mapping,
      List<Path> files,
      RunOptions options,
      long run) {
    if (!(counting instanceof Session session)) {
      throw new BadInput(
          "--snapshot asks the pipeline what it knows: replay on a machine and --data directory"
              + " where a `willingly run` lives");
    }
    long exported = exportedAt == null ? oldest(files) : exportedAt.toEpochMilli();
    Snapshot snapshot =
        Snapshot.of(
            mapping,
            files,
            options,
            session.queries().facts(options.source()),
            exported,
            new Delivery(run, run));
    host.console().say(snapshot.text());
    if (snapshot.large() && !yes && !agreed(host.console())) {
      throw new BadInput(
          "nothing is sent: more than a tenth would be withdrawn; if the export is complete, give"
              + " --yes");
    }
    return snapshot;
  }

  private static boolean agreed(Console console) {
    if (!console.errIsTerminal()) {
      return false;
    }
    console.err().print("More than a tenth would be withdrawn. Go on? [y/N] ");
    console.err().flush();
    try {
      String answer =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
      return answer != null && answer.strip().matches("(?i)y(es)?");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long oldest(List<Path> files) {
    long oldest = Long.MAX_VALUE;
    for (Path path : files) {
      try (Stream<Path> below = Files.walk(path)) {
        for (Path file : below.filter(Files::isRegularFile).toList()) {
          oldest = Math.min(oldest, Files.getLastModifiedTime(file).toMillis());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(path + ": cannot be read", e);
      }
    }
    return oldest;
  }
}
