package io.willingly.connectors.connect;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.source.SourceConnector;

/**
 * What our sources have in common: one task, however many there may be, which gets the settings as
 * they are. A webhook has one port, a vendor allows so many requests a second in all, and files are
 * read in order.
 */
abstract class OneTaskSource extends SourceConnector {
  private Map<String, String> settings = Map.of();

  /**
   * What is wrong with settings that are right one by one, by the setting to change.
   *
   * @param given all that are set
   */
  abstract Map<String, String> conflicts(Map<String, String> given);

  @Override
  public final String version() {
    return PluginVersion.VALUE;
  }

  /** Also what only shows when settings are looked at together. */
  @Override
  public final Config validate(Map<String, String> given) {
    Config config = super.validate(given);
    if (config.configValues().stream().allMatch(value -> value.errorMessages().isEmpty())) {
      Map<String, String> conflicts = conflicts(given);
      for (ConfigValue value : config.configValues()) {
        if (conflicts.containsKey(value.name())) {
          value.addErrorMessage(conflicts.get(value.name()));
        }
      }
    }
    return config;
  }

  @Override
  public final void start(Map<String, String> given) {
    settings = Map.copyOf(given);
  }

  @Override
  public final List<Map<String, String>> taskConfigs(int most) {
    return List.of(settings);
  }

  @Override
  public final void stop() {}
}
