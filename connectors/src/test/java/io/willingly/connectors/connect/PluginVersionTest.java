package io.willingly.connectors.connect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PluginVersionTest {
  @Test
  void isThatOfTheBuild() {
    assertThat(PluginVersion.VALUE).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
  }
}
