package io.willingly.streams.runtime;

import io.willingly.stages.FlinkGroups;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;

/**
 * What counts a pipeline: one engine, for two would publish every number twice. Which one it is can
 * be seen on the cluster: each has a consumer group of its own, whose committed offsets tell what
 * was counted.
 */
public enum Engine {
  STREAMS(""),
  FLINK(FlinkGroups.SUFFIX);

  private final String suffix;

  Engine(String suffix) {
    this.suffix = suffix;
  }

  /** The consumer group under which it counts a pipeline. */
  public String group(String applicationId) {
    return applicationId + suffix;
  }

  /** The group whose members are its instances: Flink reads without joining that of its offsets. */
  public static String members(String group) {
    return of(group) == FLINK ? FlinkGroups.members(group) : group;
  }

  /** Whose group it is. */
  public static Engine of(String group) {
    return group.endsWith(FLINK.suffix) ? FLINK : STREAMS;
  }

  /** The one that has counted a pipeline; Kafka Streams when none has. */
  public static Engine counting(Cluster cluster, String applicationId) {
    try (Admin admin = Admin.create(cluster.clientSettings())) {
      boolean flink =
          Futures.await(
                  admin
                      .listConsumerGroupOffsets(
                          FLINK.group(applicationId),
                          new ListConsumerGroupOffsetsOptions().requireStable(true))
                      .partitionsToOffsetAndMetadata(),
                  "read committed offsets")
              .values()
              .stream()
              .anyMatch(Objects::nonNull);
      return flink ? FLINK : STREAMS;
    }
  }

  /**
   * Checks that a pipeline may be counted by Kafka Streams.
   *
   * @throws ClusterException when Flink counts it
   */
  public static void requireStreams(Cluster cluster, String applicationId) {
    if (counting(cluster, applicationId) == FLINK) {
      throw new ClusterException(
          ("'%s' is counted by Apache Flink: start `willingly run --engine flink` on this directory,"
                  + " leave it running and try again; or count all again with Kafka Streams:"
                  + " `willingly run --rebuild`")
              .formatted(applicationId));
    }
  }
}
