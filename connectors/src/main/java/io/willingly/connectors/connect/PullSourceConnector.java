package io.willingly.connectors.connect;

import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.pull.Pull;
import io.willingly.connectors.pull.PullException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.source.SourceTask.TransactionBoundary;

/**
 * Makes events of what a vendor's API has, as the {@code pull.yaml} beside the mapping says: first
 * its history, then again and again what is new.
 */
public final class PullSourceConnector extends SourceConnector {
  private Map<String, String> settings = Map.of();

  @Override
  public String version() {
    return PluginVersion.VALUE;
  }

  @Override
  public ConfigDef config() {
    return PullConfig.DEFINITION;
  }

  @Override
  public Config validate(Map<String, String> given) {
    return MappingConfig.checked(super.validate(given), () -> new PullConfig(given).conflicts());
  }

  /** A page is what one poll gives, and so one transaction, unless time decides. */
  @Override
  public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> given) {
    String boundary =
        given.getOrDefault(
            SourceTask.TRANSACTION_BOUNDARY_CONFIG, TransactionBoundary.DEFAULT.toString());
    return boundary.toUpperCase(Locale.ROOT).equals(TransactionBoundary.POLL.name())
        ? ExactlyOnceSupport.SUPPORTED
        : ExactlyOnceSupport.UNSUPPORTED;
  }

  @Override
  public boolean alterOffsets(
      Map<String, String> given, Map<Map<String, ?>, Map<String, ?>> offsets) {
    List<String> names = new PullConfig(given).spec().requestNames();
    offsets.forEach(
        (partition, offset) -> {
          if (partition.size() != 1
              || !(partition.get(PullSourceTask.REQUEST) instanceof String key)
              || !names.contains(key.replaceFirst("\\[.*", ""))) {
            throw new ConnectException(
                "a partition must be {\"%s\": NAME} of one of %s, found %s"
                    .formatted(PullSourceTask.REQUEST, String.join(", ", names), partition));
          }
          if (offset != null) {
            check(offset);
          }
        });
    return true;
  }

  private static void check(Map<String, ?> offset) {
    if (offset.size() != 1 || !(offset.get(PullSourceTask.STATE) instanceof String state)) {
      throw new ConnectException(
          "an offset must be {\"%s\": TEXT}, such as {\"since\":\"2026-01-01T00:00:00Z\"} for its"
                  .formatted(PullSourceTask.STATE)
              + " text, found "
              + offset);
    }
    try {
      Pull.check(Mapping.payload(state.getBytes(StandardCharsets.UTF_8)));
    } catch (PullException | IOException e) {
      throw new ConnectException(e.getMessage(), e);
    }
  }

  @Override
  public void start(Map<String, String> given) {
    settings = Map.copyOf(given);
  }

  @Override
  public Class<? extends Task> taskClass() {
    return PullSourceTask.class;
  }

  /** One, however many there may be: the vendor allows so many requests a second in all. */
  @Override
  public List<Map<String, String>> taskConfigs(int most) {
    return List.of(settings);
  }

  @Override
  public void stop() {}
}
