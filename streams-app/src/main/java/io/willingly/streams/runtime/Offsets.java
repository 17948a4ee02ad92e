package io.willingly.streams.runtime;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Where all partitions of topics stand, also behind transactions that are open. */
public final class Offsets {
  private Offsets() {}

  /**
   * Asks the cluster.
   *
   * @param topics that exist
   * @param spec which offset of each partition
   * @throws ClusterException when the cluster refuses or does not answer
   */
  public static Map<TopicPartition, ListOffsetsResultInfo> of(
      Admin admin, Collection<String> topics, OffsetSpec spec) {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    Futures.await(admin.describeTopics(topics).allTopicNames(), "describe topics")
        .forEach(
            (name, topic) ->
                topic
                    .partitions()
                    .forEach(each -> wanted.put(new TopicPartition(name, each.partition()), spec)));
    return Futures.await(admin.listOffsets(wanted).all(), "read offsets");
  }

  /**
   * The ends.
   *
   * @throws ClusterException when the cluster refuses or does not answer
   */
  public static Map<TopicPartition, Long> ends(Admin admin, Collection<String> topics) {
    Map<TopicPartition, Long> ends = new HashMap<>();
    of(admin, topics, OffsetSpec.latest())
        .forEach((partition, end) -> ends.put(partition, end.offset()));
    return ends;
  }
}
