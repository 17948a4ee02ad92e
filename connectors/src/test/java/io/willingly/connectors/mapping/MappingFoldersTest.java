package io.willingly.connectors.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fold.FactChecks;
import io.willingly.schemas.facts.FactCodec;
import io.willingly.schemas.facts.FactReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every mapping folder tests itself: the files of {@code samples/CASE} must map to {@code
 * expected/CASE.ndjson}. Run with {@code -Dgolden.update} to write what is expected, and review the
 * difference.
 */
class MappingFoldersTest {
  private static final List<Path> FOLDERS =
      List.of(Path.of("src/main/mappings"), Path.of("src/test/mappings"));

  private static final long ARRIVAL = Instant.parse("2026-11-01T00:00:00Z").toEpochMilli();

  @TestFactory
  Stream<DynamicTest> samplesMapToWhatIsExpected() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path mapping : mappings()) {
      List<Path> cases = list(mapping.resolve("samples"));
      assertThat(cases).as("sample cases of " + mapping).isNotEmpty();
      for (Path sample : cases) {
        String name = mapping.getFileName() + ": " + sample.getFileName();
        tests.add(DynamicTest.dynamicTest(name, () -> check(mapping, sample)));
      }
    }
    return tests.stream();
  }

  @Test
  void everyExpectationHasItsSample() throws IOException {
    for (Path mapping : mappings()) {
      for (Path expected : list(mapping.resolve("expected"))) {
        String name = expected.getFileName().toString().replace(".ndjson", "");
        assertThat(mapping.resolve("samples").resolve(name)).exists();
      }
    }
  }

  @Test
  void shippedMappingsAreFoundByName() throws IOException {
    List<String> names =
        list(FOLDERS.get(0)).stream().map(path -> path.getFileName().toString()).toList();

    assertThat(MappingLoader.shipped()).containsExactlyElementsOf(names);
  }

  private static void check(Path mapping, Path sample) throws IOException {
    List<String> actual = new ArrayList<>();
    RunOptions options =
        new RunOptions(mapping.getFileName().toString(), FileRevisions.fixed(1_700_000_000_000L));

    RunSummary summary =
        new MappingLoader(ZoneId.of("Europe/Madrid"))
            .load(mapping)
            .run(
                List.of(sample),
                options,
                outcome -> {
                  actual.addAll(Golden.lines(outcome));
                  assertAccepted(outcome);
                });

    actual.add(Golden.line(summary));
    Path expected = mapping.resolve("expected").resolve(sample.getFileName() + ".ndjson");
    if (System.getProperty("golden.update") != null) {
      Files.createDirectories(expected.getParent());
      Files.write(expected, actual);
    }
    assertThat(actual).isEqualTo(Files.readAllLines(expected));
  }

  /** What a mapping makes, the pipeline takes. */
  private static void assertAccepted(RowOutcome outcome) {
    if (outcome instanceof RowOutcome.Mapped row) {
      for (MappedEvent event : row.events()) {
        FactReading reading = FactCodec.toFact(event.event(), new Fact.Delivery(ARRIVAL, 0));
        assertThat(reading).isInstanceOf(FactReading.Read.class);
        assertThat(FactChecks.check(((FactReading.Read) reading).fact()))
            .as(row.position().toString())
            .isNull();
      }
    }
  }

  private static List<Path> mappings() throws IOException {
    List<Path> mappings = new ArrayList<>();
    for (Path folder : FOLDERS) {
      mappings.addAll(list(folder));
    }
    return mappings;
  }

  private static List<Path> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
