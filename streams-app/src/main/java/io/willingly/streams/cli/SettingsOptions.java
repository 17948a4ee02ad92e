package io.willingly.streams.cli;

import io.willingly.streams.config.Settings;
import io.willingly.streams.config.SettingsReader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options every command takes: which directory, which settings. */
final class SettingsOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data directory (default: ~/.willingly/data; demo: ~/.willingly/demo).")
  @Nullable Path data;

  @Option(names = "--config", paramLabel = "FILE", description = "Settings, as YAML.")
  @Nullable Path config;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "One setting; see docs/reference/config.md for the keys.")
  Map<String, String> set = new LinkedHashMap<>();

  /**
   * Reads the settings.
   *
   * @param defaults what this command does otherwise than the declared defaults
   * @param flags what the command's own options say
   */
  Settings read(
      Map<String, String> environment, Map<String, String> defaults, Map<String, String> flags) {
    Map<String, String> all = new LinkedHashMap<>(set);
    if (data != null) {
      all.put("data.dir", data.toString());
    }
    if (config != null) {
      all.put("config", config.toString());
    }
    all.putAll(flags);
    return new SettingsReader(environment).read(defaults, all);
  }
}
