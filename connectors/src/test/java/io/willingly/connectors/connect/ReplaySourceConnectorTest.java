package io.willingly.connectors.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplaySourceConnectorTest {
  private static final String HASH = "ab".repeat(32);

  private final ReplaySourceConnector connector = new ReplaySourceConnector();

  @TempDir Path folder;

  private Map<String, List<String>> errors(Map<String, String> settings) {
    Map<String, List<String>> errors = new TreeMap<>();
    for (ConfigValue value : connector.validate(settings).configValues()) {
      if (!value.errorMessages().isEmpty()) {
        errors.put(value.name(), value.errorMessages());
      }
    }
    return errors;
  }

  @Test
  void settingsAreCheckedAloneAndTogether() {
    Map<String, String> sound = Map.of("mapping", "generic-csv", "folder", folder.toString());

    assertThat(errors(sound)).isEmpty();
    assertThat(errors(Map.of("mapping", "hubpost", "zone", "Berlin")))
        .containsOnlyKeys("folder", "mapping", "zone");
    assertThat(errors(Map.of("mapping", "generic-csv", "folder", folder + "/none")))
        .hasToString("{folder=[" + folder + "/none is no folder on this worker]}");
    assertThat(errors(Map.of("mapping", "olist", "folder", folder.toString())).get("mapping"))
        .singleElement()
        .asString()
        .contains("willingly replay --source olist");
    assertThat(errors(Map.of("mapping", "olist", "folder", folder.toString(), "kept.rows", "true")))
        .isEmpty();
  }

  @Test
  void deliversExactlyOnce() {
    assertThat(connector.exactlyOnceSupport(Map.of())).isEqualTo(ExactlyOnceSupport.SUPPORTED);
    assertThat(connector.canDefineTransactionBoundaries(Map.of()))
        .isEqualTo(ConnectorTransactionBoundaries.SUPPORTED);
    assertThat(connector.taskConfigs(8)).hasSize(1);
  }

  @Test
  void offsetsAreThoseItWritesOrNone() {
    Map<String, Object> offset = new HashMap<>();
    offset.put("position", 10);
    offset.put("row", 1L);
    offset.put("line", 2L);
    offset.put("seen", 20L);
    offset.put("modified", 7L);
    offset.put("sha256", HASH);
    offset.put("content", HASH);
    offset.put("revision", 7L);

    assertThat(alter(Map.of("file", "a.csv"), offset)).isTrue();
    assertThat(
            connector.alterOffsets(
                Map.of(), Collections.singletonMap(Map.of("file", "a.csv"), null)))
        .isTrue();
    assertThatThrownBy(() -> alter(Map.of("path", "a.csv"), offset))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("{\"file\": PATH IN THE FOLDER}");
    for (Object wrong : new Object[] {-1, 1.5, "10"}) {
      Map<String, Object> other = new HashMap<>(offset);
      other.put("position", wrong);
      assertThatThrownBy(() -> alter(Map.of("file", "a.csv"), other))
          .hasMessageStartingWith("'position' of an offset must be a whole number")
          .hasMessageEndingWith("set the offset of the file to null to have it read anew");
    }
    offset.remove("sha256");
    assertThatThrownBy(() -> alter(Map.of("file", "a.csv"), offset))
        .hasMessageContaining("'sha256'");
  }

  private boolean alter(Map<String, ?> partition, Map<String, ?> offset) {
    return connector.alterOffsets(Map.of(), Map.of(partition, offset));
  }
}
