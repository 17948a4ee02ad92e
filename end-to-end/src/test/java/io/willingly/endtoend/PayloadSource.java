package io.willingly.endtoend;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.SourceConnector;

/** Stands for a connector of somebody else: delivers each line of its settings once. */
public final class PayloadSource extends SourceConnector {
  private Map<String, String> settings = Map.of();

  @Override
  public String version() {
    return "1";
  }

  @Override
  public ConfigDef config() {
    return new ConfigDef()
        .define("topic", ConfigDef.Type.STRING, Importance.HIGH, "Where its records go.")
        .define("payloads", ConfigDef.Type.STRING, Importance.HIGH, "A line each.")
        .define(
            "form",
            ConfigDef.Type.STRING,
            "BYTES",
            Importance.LOW,
            "Of the values: a PayloadForm.");
  }

  @Override
  public void start(Map<String, String> props) {
    settings = Map.copyOf(props);
  }

  @Override
  public Class<? extends Task> taskClass() {
    return PayloadTask.class;
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return List.of(settings);
  }

  @Override
  public void stop() {}
}
