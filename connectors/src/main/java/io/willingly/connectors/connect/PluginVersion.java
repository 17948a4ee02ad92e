package io.willingly.connectors.connect;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The version all plug-ins tell: that of the build, packaged or not. */
final class PluginVersion {
  static final String VALUE = read();

  private PluginVersion() {}

  private static String read() {
    try (InputStream in = PluginVersion.class.getResourceAsStream("version")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the version cannot be read", e);
    }
  }
}
