package io.willingly.streams.meters;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MeterTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "meters.md");

  @Test
  void isWhatTheReferenceSays() throws IOException {
    String page = Meter.markdown();

    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE))
        .as("docs/reference/meters.md; rewrite it with -Dgolden.update=true")
        .isEqualTo(page);
  }
}
