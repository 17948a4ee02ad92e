package io.willingly.streams.runtime;

import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import io.willingly.stages.Publication;
import io.willingly.streams.state.Stores;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/** What must hold before the first record is read; a wrong cluster would give wrong numbers. */
public final class StartupChecks {
  private StartupChecks() {}

  /**
   * Checks the topics, and that what was counted and what was read are both known.
   *
   * @param publication as what the application runs
   * @return partitions of each input topic
   * @throws ClusterException when a topic is missing, the inputs are not co-partitioned, or the
   *     application has state but no offsets
   */
  public static int partitions(
      Map<String, Object> clientSettings, String applicationId, Publication publication) {
    try (Admin admin = Admin.create(clientSettings)) {
      int partitions = coPartitioned(admin);
      // Offsets once more: a live instance may have committed its first rows after the first look.
      if (offsetsForgotten(admin, applicationId)
          && hasState(admin, clientSettings, applicationId)
          && offsetsForgotten(admin, applicationId)) {
        throw new ClusterException(
            "consumer group "
                + applicationId
                + " has no committed offsets any more, but its changelog topics have data: every"
                + " event would be counted a second time (brokers forget the offsets of a group"
                + " that was away for offsets.retention.minutes, a week by default); count"
                + " everything again with `"
                + publication.rebuild()
                + "`");
      }
      return partitions;
    }
  }

  /** Waits for offsets of a transaction that is being committed: its rows may be seen before. */
  private static boolean offsetsForgotten(Admin admin, String applicationId) {
    return Futures.await(
            admin
                .listConsumerGroupOffsets(
                    applicationId, new ListConsumerGroupOffsetsOptions().requireStable(true))
                .partitionsToOffsetAndMetadata(),
            "read committed offsets")
        .values()
        .stream()
        .allMatch(Objects::isNull);
  }

  /** An instance that was killed before its first commit leaves aborted rows: they are no state. */
  private static boolean hasState(
      Admin admin, Map<String, Object> clientSettings, String applicationId) {
    Set<String> existing = Futures.await(admin.listTopics().names(), "list topics");
    List<String> changelogs =
        Stream.of(Stores.values())
            .map(store -> store.changelogTopic(applicationId))
            .filter(existing::contains)
            .toList();
    Map<TopicPartition, Long> beginnings = new HashMap<>();
    Futures.await(admin.describeTopics(changelogs).allTopicNames(), "describe topics")
        .values()
        .forEach(
            topic ->
                topic
                    .partitions()
                    .forEach(
                        each ->
                            beginnings.put(
                                new TopicPartition(topic.name(), each.partition()), 0L)));
    try (CommittedRecords records = new CommittedRecords(clientSettings)) {
      return !records.noneFrom(beginnings);
    }
  }

  private static int coPartitioned(Admin admin) {
    Set<String> missing = new TreeSet<>();
    for (Topic<?, ? extends SpecificRecord> topic : Topics.ALL) {
      missing.add(topic.name());
    }
    Set<String> names = Set.copyOf(missing);
    missing.removeAll(Futures.await(admin.listTopics().names(), "list topics"));
    if (!missing.isEmpty()) {
      throw new ClusterException(
          "missing topics: "
              + String.join(", ", missing)
              + "; create them with `willingly topics create`");
    }
    return coPartitioned(
        Futures.await(admin.describeTopics(names).allTopicNames(), "describe topics"));
  }

  /**
   * R58: nothing else checks this, and a customer's facts would be split over two tasks. The rep
   * directory must match as well, because differences by rep are partitioned like the inputs (R65).
   */
  private static int coPartitioned(Map<String, TopicDescription> topics) {
    Map<String, Integer> counts = new TreeMap<>();
    for (Topic<?, ? extends SpecificRecord> topic : Topics.ALL) {
      if (topic.role().isCoPartitioned()) {
        TopicDescription description = topics.get(topic.name());
        counts.put(topic.name(), description == null ? 0 : description.partitions().size());
      }
    }
    List<Integer> distinct = counts.values().stream().distinct().toList();
    if (distinct.size() != 1) {
      throw new ClusterException(
          "R58: the input topics must have equal numbers of partitions, but have " + counts);
    }
    return distinct.get(0);
  }
}
