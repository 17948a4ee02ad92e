package io.willingly.connectors.connect;

import io.willingly.connectors.mapping.FileRows;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/**
 * Makes events of the CSV, NDJSON and JSON files of a watched folder, each row exactly once. For
 * history, for exports that come again and again, and for rows that were rejected.
 */
public final class ReplaySourceConnector extends SourceConnector {
  private Map<String, String> settings = Map.of();

  @Override
  public String version() {
    return PluginVersion.VALUE;
  }

  @Override
  public ConfigDef config() {
    return ReplayConfig.DEFINITION;
  }

  @Override
  public Config validate(Map<String, String> given) {
    return MappingConfig.checked(super.validate(given), () -> conflicts(new ReplayConfig(given)));
  }

  private static Map<String, String> conflicts(ReplayConfig settings) {
    if (!Files.isDirectory(settings.folder())) {
      return Map.of(ReplayConfig.FOLDER, settings.folder() + " is no folder on this worker");
    }
    String refusal = FileRows.refusal(MappingConfig.mapping(settings));
    return refusal == null || settings.getBoolean(ReplayConfig.KEPT)
        ? Map.of()
        : Map.of(MappingConfig.MAPPING, refusal);
  }

  @Override
  public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> given) {
    return ExactlyOnceSupport.SUPPORTED;
  }

  @Override
  public ConnectorTransactionBoundaries canDefineTransactionBoundaries(Map<String, String> given) {
    return ConnectorTransactionBoundaries.SUPPORTED;
  }

  @Override
  public boolean alterOffsets(
      Map<String, String> given, Map<Map<String, ?>, Map<String, ?>> offsets) {
    offsets.forEach(
        (partition, offset) -> {
          FileOffset.file(partition);
          if (offset != null) {
            FileOffset.of(offset);
          }
        });
    return true;
  }

  @Override
  public void start(Map<String, String> given) {
    settings = Map.copyOf(given);
  }

  @Override
  public Class<? extends Task> taskClass() {
    return ReplaySourceTask.class;
  }

  /** One, however many there may be: files are read in order. */
  @Override
  public List<Map<String, String>> taskConfigs(int most) {
    return List.of(settings);
  }

  @Override
  public void stop() {}
}
