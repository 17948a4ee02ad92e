package io.willingly.streams.runtime;

import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import io.willingly.stages.Publication;
import io.willingly.streams.state.Stores;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.streams.GroupProtocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What must hold before the first record is read; a wrong cluster would give wrong numbers. */
public final class StartupChecks {
  /**
   * Those of a topic's settings that decide whether facts stay, and when they arrived (R9, R60).
   */
  private static final Set<String> DECISIVE =
      Set.of("cleanup.policy", "retention.ms", "retention.bytes", "message.timestamp.type");

  private static final Config NONE = new Config(List.of());
  private static final Logger LOG = LoggerFactory.getLogger(StartupChecks.class);

  private StartupChecks() {}

  /**
   * Checks what an instance needs to be exact, beyond what whoever sends does.
   *
   * @throws ClusterException when the brokers do not keep transactions apart (KIP-890), a topic
   *     would lose facts, or the group is not one that an instance with this protocol could join
   */
  static void exact(PipelineConfig config) {
    try (Admin admin = Admin.create(StreamsRun.clientSettings(config))) {
      FeatureMetadata features =
          Futures.await(
              admin.describeFeatures().featureMetadata(), "read the features of the cluster");
      if (features.supportedFeatures().isEmpty()) {
        LOG.warn(
            "the cluster does not tell its features: whether it has transaction.version 2 (KIP-890),"
                + " without which a commit may be torn, cannot be checked");
      } else {
        require(features, "transaction.version", 2, "without it a commit may be torn (KIP-890)");
        if (config.groupProtocol() == GroupProtocol.STREAMS) {
          require(features, "streams.version", 1, "or set pipeline.group-protocol: classic");
        }
      }
      new ConsumerGroup(admin, config.applicationId())
          .prepare(config.groupProtocol(), config.standbyReplicas());
      keepsFacts(admin);
    }
  }

  private static void require(FeatureMetadata features, String name, int level, String why) {
    if (!features.supportedFeatures().containsKey(name)) {
      throw new ClusterException(
          "its brokers are too old: they do not know the feature %s, of which level %d is needed (%s); update them to Apache Kafka 4.3"
              .formatted(name, level, why));
    }
    FinalizedVersionRange range = features.finalizedFeatures().get(name);
    int found = range == null ? 0 : range.maxVersionLevel();
    if (found < level) {
      throw new ClusterException(
          "the feature %1$s is at level %2$d, needed is %3$d; raise it with `kafka-features.sh --bootstrap-server ... upgrade --feature %1$s=%3$d` (%4$s)"
              .formatted(name, found, level, why));
    }
  }

  private static void keepsFacts(Admin admin) {
    Map<String, Topic<?, ?>> topics = new TreeMap<>();
    for (Topic<?, ?> topic : Topics.ALL) {
      if (topic.cleanup() != Topic.Cleanup.EXPIRE) {
        topics.put(topic.name(), topic);
      }
    }
    List<ConfigResource> resources =
        topics.keySet().stream()
            .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
            .toList();
    Map<String, Config> configs = new HashMap<>();
    Futures.await(
            admin.describeConfigs(resources).all(),
            "read the settings of topics, which needs DescribeConfigs on them")
        .forEach((resource, config) -> configs.put(resource.name(), config));
    List<String> cures = new ArrayList<>();
    topics.forEach((name, topic) -> cures.addAll(cures(topic, configs.getOrDefault(name, NONE))));
    if (!cures.isEmpty()) {
      throw new ClusterException(
          "R60: topics are set to lose facts, or what people decided, or when facts arrived. What was"
              + " deleted is gone; the rest stays with\n"
              + String.join("\n", cures));
    }
  }

  /** The command that gives a topic a setting. */
  public static String cure(String topic, String key, String value) {
    return "kafka-configs.sh --bootstrap-server ... --alter --entity-type topics --entity-name %s --add-config %s=%s"
        .formatted(topic, key, value);
  }

  private static List<String> cures(Topic<?, ?> topic, Config found) {
    List<String> cures = new ArrayList<>();
    topic
        .config()
        .forEach(
            (key, wanted) -> {
              ConfigEntry entry = found.get(key);
              if (DECISIVE.contains(key) && entry != null && !wanted.equals(entry.value())) {
                cures.add(cure(topic.name(), key, wanted) + " # is " + entry.value());
              }
            });
    return cures;
  }

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
      int partitions = inputPartitions(admin);
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

  private static int inputPartitions(Admin admin) {
    Set<String> existing = Futures.await(admin.listTopics().names(), "list topics");
    List<String> ours = Topics.ALL.stream().map(Topic::name).filter(existing::contains).toList();
    Map<String, Integer> found = new HashMap<>();
    Futures.await(admin.describeTopics(ours).allTopicNames(), "describe topics")
        .forEach((name, topic) -> found.put(name, topic.partitions().size()));
    try {
      return Topics.inputPartitions(found);
    } catch (IllegalArgumentException e) {
      throw new ClusterException(String.valueOf(e.getMessage()), e);
    }
  }
}
