package io.willingly.connectors.mapping;

import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fold.FactChecks;
import io.willingly.schemas.facts.FactCodec;
import io.willingly.schemas.facts.FactReading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/**
 * Sample files of a mapping folder and what they must become: those of {@code samples/CASE} the
 * lines of {@code expected/CASE.ndjson}. The same whatever runs it: times without a zone are those
 * of {@link #ZONE}, rows without a revision have one fixed revision.
 */
public record SampleCase(Path folder, String name) {
  /** The organisation's zone, as far as samples are concerned. */
  public static final ZoneId ZONE = ZoneId.of("Europe/Madrid");

  private static final String LINES = ".ndjson";
  private static final long REVISION = 1_700_000_000_000L;

  /**
   * Since when holds what samples tell without a time, in epoch milliseconds: what they become must
   * not differ from day to day. What the pipeline would take of it is judged as of now.
   */
  public static final long ARRIVAL = Instant.parse("2026-11-01T00:00:00Z").toEpochMilli();

  /** The cases of a folder, by name. */
  public static List<SampleCase> of(Path folder) {
    return list(folder.resolve("samples")).stream()
        .map(sample -> new SampleCase(folder, String.valueOf(sample.getFileName())))
        .toList();
  }

  /** Expectations of which there is no sample any more. */
  public static List<Path> orphans(Path folder) {
    return list(folder.resolve("expected")).stream()
        .filter(
            expected -> {
              String name = String.valueOf(expected.getFileName()).replace(LINES, "");
              return !Files.exists(folder.resolve("samples").resolve(name));
            })
        .toList();
  }

  /** The file, or the folder, that is mapped. */
  public Path sample() {
    return folder.resolve("samples").resolve(name);
  }

  /** The file with the lines it must become. */
  public Path expected() {
    return folder.resolve("expected").resolve(name + LINES);
  }

  /**
   * What the sample becomes.
   *
   * @param lines an event, or what made none, each; the counts last
   * @param rejected the rows that make nothing: where, in which field, and why
   * @param refused what the pipeline would not take of it: where, and why
   */
  public record Result(List<String> lines, List<String> rejected, List<String> refused) {
    public Result {
      lines = List.copyOf(lines);
      rejected = List.copyOf(rejected);
      refused = List.copyOf(refused);
    }
  }

  /** The mapping of the folder. */
  public Mapping mapping() {
    return new MappingLoader(ZONE).load(folder);
  }

  /**
   * Maps the sample.
   *
   * @param now when it arrives, as far as the pipeline's checks are concerned
   * @param outcomes is told of the outcome of each row too
   * @throws InputException when the sample is not one the mapping takes
   */
  public Result run(Mapping mapping, Instant now, Consumer<RowOutcome> outcomes) {
    List<String> lines = new ArrayList<>();
    List<String> rejected = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    RunSummary summary =
        mapping.run(
            List.of(sample()),
            new RunOptions(mapping.name(), FileRevisions.fixed(REVISION)),
            outcome -> {
              lines.addAll(OutcomeLines.of(outcome));
              if (outcome instanceof RowOutcome.Mapped row) {
                for (MappedEvent event : row.events()) {
                  refusal(row.position(), event.event(), now).ifPresent(refused::add);
                }
              } else if (outcome instanceof RowOutcome.Rejected row) {
                rejected.add(row.text());
              }
              outcomes.accept(outcome);
            });
    lines.add(OutcomeLines.line(summary));
    return new Result(lines, rejected, refused);
  }

  /**
   * What a mapping makes, the pipeline must take.
   *
   * @param position where the event is from
   * @param now when the event arrives
   * @return why it would not; empty when it would
   */
  public static Optional<String> refusal(Position position, SpecificRecord event, Instant now) {
    FactReading reading = FactCodec.toFact(event, new Fact.Delivery(now.toEpochMilli(), 0));
    if (reading instanceof FactReading.Unreadable bad) {
      return Optional.of(position + ": " + bad.reason() + ": " + bad.message());
    }
    FactChecks.Problem problem = FactChecks.check(((FactReading.Read) reading).fact());
    return Optional.ofNullable(problem)
        .map(found -> position + ": " + found.reason() + ": " + found.message());
  }

  /** The lines it must become; none when nobody has said so yet. */
  public List<String> expectedLines() {
    try {
      return Files.exists(expected()) ? Files.readAllLines(expected()) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(expected() + ": cannot be read", e);
    }
  }

  /** Writes what it must become from now on. */
  public void expect(List<String> lines) {
    try {
      Files.createDirectories(folder.resolve("expected"));
      Files.write(expected(), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(expected() + ": cannot be written", e);
    }
  }

  private static List<Path> list(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": cannot be listed", e);
    }
  }
}
