package io.willingly.streams.runtime;

import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates the declared topics. */
public final class TopicSetup {
  private static final Duration LEADERS = Duration.ofMinutes(1);

  private TopicSetup() {}

  /**
   * Creates the topics that do not exist and leaves the others alone.
   *
   * @param partitions of inputs and published topics, unless there are inputs already: new ones
   *     have as many as those (R58)
   * @return names of the topics created
   */
  public static List<String> createMissing(Admin admin, int partitions, int replicationFactor) {
    Set<String> existing = Futures.await(admin.listTopics().names(), "list topics");
    int usual = inputPartitions(admin, existing).orElse(partitions);
    List<NewTopic> missing = new ArrayList<>();
    for (Topic<?, ? extends SpecificRecord> topic : Topics.ALL) {
      if (!existing.contains(topic.name())) {
        int count = topic.role() == Topic.Role.INTERNAL ? topic.partitions() : usual;
        missing.add(
            new NewTopic(topic.name(), count, (short) replicationFactor).configs(topic.config()));
      }
    }
    admin.createTopics(missing).values().forEach(TopicSetup::awaitCreated);
    awaitLeaders(admin, missing);
    return missing.stream().map(NewTopic::name).toList();
  }

  /** As many as all inputs have that are there; none where there are none, or they differ. */
  private static OptionalInt inputPartitions(Admin admin, Set<String> existing) {
    List<String> inputs =
        Topics.ALL.stream()
            .filter(topic -> topic.role().isCoPartitioned())
            .map(Topic::name)
            .filter(existing::contains)
            .toList();
    int[] counts =
        Futures.await(admin.describeTopics(inputs).allTopicNames(), "describe topics")
            .values()
            .stream()
            .mapToInt(topic -> topic.partitions().size())
            .distinct()
            .toArray();
    return counts.length == 1 ? OptionalInt.of(counts[0]) : OptionalInt.empty();
  }

  /** Gives all declared topics their declared settings, which an older build may not have known. */
  public static void align(Admin admin) {
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
    for (Topic<?, ? extends SpecificRecord> topic : Topics.ALL) {
      changes.put(
          new ConfigResource(ConfigResource.Type.TOPIC, topic.name()),
          topic.config().entrySet().stream()
              .map(each -> new ConfigEntry(each.getKey(), each.getValue()))
              .map(entry -> new AlterConfigOp(entry, AlterConfigOp.OpType.SET))
              .toList());
    }
    Futures.await(admin.incrementalAlterConfigs(changes).all(), "set up topics");
  }

  /** Somebody else, or a repeated request of ours, may have created it meanwhile. */
  private static void awaitCreated(String name, KafkaFuture<Void> created) {
    try {
      Futures.await(created, "create topic " + name);
    } catch (ClusterException e) {
      if (!because(TopicExistsException.class, e)) {
        throw e;
      }
    }
  }

  /**
   * Waits until each partition answers. A broker names itself as leader before it leads: a producer
   * that writes in between can have its second batch taken before its first one, which is then
   * refused until it expires.
   */
  private static void awaitLeaders(Admin admin, List<NewTopic> topics) {
    Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
    for (NewTopic topic : topics) {
      for (int i = 0; i < topic.numPartitions(); i++) {
        partitions.put(new TopicPartition(topic.name(), i), OffsetSpec.latest());
      }
    }
    long deadline = System.nanoTime() + LEADERS.toNanos();
    boolean lead = false;
    while (!lead) {
      try {
        Futures.await(admin.listOffsets(partitions).all(), "reach the leaders of new topics");
        lead = true;
      } catch (ClusterException e) {
        if (!because(UnknownTopicOrPartitionException.class, e) || System.nanoTime() > deadline) {
          throw e;
        }
      }
    }
  }

  private static boolean because(Class<? extends ApiException> refusal, ClusterException e) {
    return e.getCause() instanceof ExecutionException failed
        && refusal.isInstance(failed.getCause());
  }
}
