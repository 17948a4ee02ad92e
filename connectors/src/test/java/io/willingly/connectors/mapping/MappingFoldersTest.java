package io.willingly.connectors.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.connectors.assemble.SampleAssembly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
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

  @TestFactory
  Stream<DynamicTest> samplesMapToWhatIsExpected() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path mapping : mappings()) {
      List<SampleCase> cases = SampleCase.of(mapping);
      assertThat(cases).as("sample cases of " + mapping).isNotEmpty();
      for (SampleCase sample : cases) {
        String name = mapping.getFileName() + ": " + sample.name();
        tests.add(DynamicTest.dynamicTest(name, () -> check(sample)));
      }
    }
    return tests.stream();
  }

  @Test
  void everyExpectationHasItsSample() throws IOException {
    for (Path mapping : mappings()) {
      assertThat(SampleCase.orphans(mapping)).isEmpty();
    }
  }

  @Test
  void shippedMappingsAreFoundByName() throws IOException {
    List<String> names =
        list(FOLDERS.get(0)).stream().map(path -> path.getFileName().toString()).toList();

    assertThat(MappingLoader.shipped()).containsExactlyElementsOf(names);
  }

  private static void check(SampleCase sample) {
    SampleCase.Result result = SampleAssembly.run(sample, Instant.ofEpochMilli(SampleCase.ARRIVAL));

    if (System.getProperty("golden.update") != null) {
      sample.expect(result.lines());
    }
    assertThat(LineDifference.of(sample.expectedLines(), result.lines())).isEmpty();
    assertThat(result.refused()).isEmpty();
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
