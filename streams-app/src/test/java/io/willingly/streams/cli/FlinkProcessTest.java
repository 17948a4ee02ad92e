package io.willingly.streams.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FlinkProcessTest {
  @Test
  void aJavaThatFlinkHangsOnIsRefused() {
    assertThatCode(() -> FlinkProcess.requireJava(17)).doesNotThrowAnyException();
    assertThatCode(() -> FlinkProcess.requireJava(21)).doesNotThrowAnyException();
    assertThatThrownBy(() -> FlinkProcess.requireJava(25))
        .hasMessageContaining("does not run on Java 25")
        .hasMessageContaining("JAVA_HOME");
  }
}
