package io.willingly.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.period.Closing;
import io.willingly.stages.Publication;
import io.willingly.streams.testing.Deliveries;
import io.willingly.streams.testing.TopologyRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.streams.TopologyDescription;
import org.junit.jupiter.api.Test;

/**
 * A changed name is a changed store, topic or dashboard: it must show in review. {@code
 * -Dgolden.update} rewrites the files.
 */
class TopologyGoldenTest {
  private static final TopologyDescription TOPOLOGY = described(Publication.ALL);

  private static TopologyDescription described(Publication publication) {
    return PipelineTopology.build(
            new Rules(
                Definition.standard(ZoneOffset.UTC),
                Closing.STANDARD,
                "company",
                Deliveries.IDS,
                4,
                Clock.systemUTC(),
                publication),
            TopologyRunner.config())
        .describe();
  }

  @Test
  void theTopologyIsTheReviewedOne() throws IOException {
    assertGolden(Path.of("src/test/resources/golden/topology.txt"), TOPOLOGY.toString());
  }

  @Test
  void theDiagramInTheDocsIsTheTopology() throws IOException {
    assertGolden(Path.of("../docs/topology.mmd"), MermaidDiagram.of(TOPOLOGY));
  }

  /**
   * R71: the state of a shadow is taken over by the whole pipeline, so all but sinks is the same.
   */
  @Test
  void aShadowLacksSinksOnly() {
    TopologyDescription shadow = described(Publication.SHADOW);

    assertThat(nodes(shadow, "Sub-topology: ", "Source: ", "Processor: "))
        .isEqualTo(nodes(TOPOLOGY, "Sub-topology: ", "Source: ", "Processor: "));
    assertThat(nodes(shadow, "Sink: "))
        .extracting(sink -> sink.replaceAll(".*topic: (.*)\\)", "$1"))
        .containsOnly(
            "rep-deltas-repartition",
            "scope-deltas-repartition",
            "deal-verdicts",
            "service-quality");
  }

  private static List<String> nodes(TopologyDescription topology, String... kinds) {
    return topology
        .toString()
        .lines()
        .map(String::strip)
        .filter(line -> Stream.of(kinds).anyMatch(line::startsWith))
        .toList();
  }

  private static void assertGolden(Path file, String actual) throws IOException {
    if (System.getProperty("golden.update") != null) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(file));
  }
}
