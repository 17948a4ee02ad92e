package io.willingly.connectors.connect;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/**
 * Takes the posts of one source and delivers the events its mapping makes of them. A post is
 * answered 2xx only when the broker has all of its records, so a sender that repeats what was not
 * answered loses nothing; what it repeats too often is the same event, and counted once.
 */
public final class WebhookSourceConnector extends SourceConnector {
  private Map<String, String> settings = Map.of();

  @Override
  public String version() {
    return PluginVersion.VALUE;
  }

  @Override
  public ConfigDef config() {
    return WebhookConfig.DEFINITION;
  }

  @Override
  public Config validate(Map<String, String> given) {
    return MappingConfig.checked(super.validate(given), () -> new WebhookConfig(given).conflicts());
  }

  @Override
  public void start(Map<String, String> given) {
    settings = Map.copyOf(given);
  }

  @Override
  public Class<? extends Task> taskClass() {
    return WebhookSourceTask.class;
  }

  /** One: it has one port. */
  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return List.of(settings);
  }

  @Override
  public void stop() {}

  /** A sender cannot be wound back: what it repeats is told apart by the pipeline. */
  @Override
  public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> given) {
    return ExactlyOnceSupport.UNSUPPORTED;
  }

  /** There are none, so they can only be reset. */
  @Override
  public boolean alterOffsets(
      Map<String, String> given, Map<Map<String, ?>, Map<String, ?>> offsets) {
    if (offsets.values().stream().anyMatch(Objects::nonNull)) {
      throw new ConnectException(
          "a webhook has no offsets to set: have the source send its posts again, or pull them");
    }
    return true;
  }
}
