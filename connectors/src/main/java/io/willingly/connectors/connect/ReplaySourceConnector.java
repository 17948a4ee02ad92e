package io.willingly.connectors.connect;

import io.willingly.connectors.mapping.FileRows;
import java.nio.file.Files;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;

/**
 * Makes events of the CSV, NDJSON and JSON files of a watched folder, each row exactly once. For
 * history, for exports that come again and again, and for rows that were rejected.
 */
public final class ReplaySourceConnector extends OneTaskSource {
  @Override
  public ConfigDef config() {
    return ReplayConfig.DEFINITION;
  }

  @Override
  Map<String, String> conflicts(Map<String, String> given) {
    ReplayConfig sound = new ReplayConfig(given);
    if (!Files.isDirectory(sound.folder())) {
      return Map.of(ReplayConfig.FOLDER, sound.folder() + " is no folder on this worker");
    }
    String refusal = FileRows.refusal(MappingConfig.mapping(sound));
    return refusal == null || sound.getBoolean(ReplayConfig.KEPT)
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
  public Class<? extends Task> taskClass() {
    return ReplaySourceTask.class;
  }
}
