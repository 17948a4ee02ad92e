package io.willingly.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.willingly.streams.broker.DevBroker;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plug-ins as {@code mvn package} leaves them, in a worker that finds them by itself. */
class DiscoveryIT {
  @Test
  void everyWayToDiscoverFindsThePackagedPlugins(@TempDir Path directory) {
    try (DevBroker broker = DevBroker.start(directory.resolve("broker"), DevBroker.ANY_PORT)) {
      Map<String, String> scanned = plugins(broker, directory, "only_scan");

      assertThat(scanned).containsKey("io.willingly.connectors.connect.MappingTransform");
      assertThat(scanned.values()).doesNotContain("undefined");
      assertThat(plugins(broker, directory, "service_load")).isEqualTo(scanned);
      // A worker that finds a plug-in without a manifest does not start.
      assertThat(plugins(broker, directory, "hybrid_fail")).isEqualTo(scanned);
    }
  }

  /** Ours, with their versions. */
  private static Map<String, String> plugins(DevBroker broker, Path directory, String discovery) {
    Map<String, String> settings = Map.of("plugin.discovery", discovery);
    Map<String, String> ours = new TreeMap<>();
    try (ConnectCluster connect =
        ConnectCluster.fork(broker.bootstrapServers(), directory, settings)) {
      for (JsonNode plugin : connect.rest().get("/connector-plugins?connectorsOnly=false").body()) {
        if (plugin.path("class").asText().startsWith("io.willingly.connectors.")) {
          ours.put(plugin.path("class").asText(), plugin.path("version").asText("undefined"));
        }
      }
    }
    return ours;
  }
}
