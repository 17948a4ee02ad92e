package io.willingly.streams.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SettingsDeclarationTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "config.md");

  @Test
  void isWhatTheReferenceSays() throws IOException {
    String page = SettingsDeclaration.markdown();

    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE))
        .as("docs/reference/config.md; rewrite it with -Dgolden.update=true")
        .isEqualTo(page);
  }
}
