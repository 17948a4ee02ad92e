package io.willingly.streams.runtime;

import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.jspecify.annotations.Nullable;

/** When the newest record of the input topics arrived (R9), as the cluster keeps it. */
public final class NewestInput {
  private NewestInput() {}

  /**
   * Asks the cluster.
   *
   * @param now a record that claims to be later has no right time, and is passed over
   * @return null when there is none
   * @throws ClusterException when the cluster does not answer
   */
  public static @Nullable Instant arrival(Cluster cluster, Instant now) {
    List<String> inputs =
        Topics.ALL.stream()
            .filter(topic -> topic.role() == Topic.Role.INPUT)
            .map(Topic::name)
            .toList();
    try (Admin admin = Admin.create(cluster.clientSettings())) {
      return Offsets.of(admin, inputs, OffsetSpec.maxTimestamp()).values().stream()
          .map(ListOffsetsResultInfo::timestamp)
          .filter(millis -> millis >= 0 && millis <= now.toEpochMilli())
          .max(Long::compare)
          .map(Instant::ofEpochMilli)
          .orElse(null);
    }
  }
}
