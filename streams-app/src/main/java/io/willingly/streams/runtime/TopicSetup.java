package io.willingly.streams.runtime;

import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the declared topics. */
public final class TopicSetup {
  private TopicSetup() {}

  /**
   * Creates the topics that do not exist and leaves the others alone.
   *
   * @param partitions of inputs and published topics
   * @return names of the topics created
   */
  public static List<String> createMissing(Admin admin, int partitions, int replicationFactor) {
    Set<String> existing = Futures.await(admin.listTopics().names(), "list topics");
    List<NewTopic> missing = new ArrayList<>();
    for (Topic<?, ? extends SpecificRecord> topic : Topics.ALL) {
      if (!existing.contains(topic.name())) {
        int count = topic.role() == Topic.Role.INTERNAL ? topic.partitions() : partitions;
        missing.add(
            new NewTopic(topic.name(), count, (short) replicationFactor).configs(topic.config()));
      }
    }
    admin.createTopics(missing).values().forEach(TopicSetup::awaitCreated);
    return missing.stream().map(NewTopic::name).toList();
  }

  /** Somebody else, or a repeated request of ours, may have created it meanwhile. */
  private static void awaitCreated(String name, KafkaFuture<Void> created) {
    try {
      Futures.await(created, "create topic " + name);
    } catch (ClusterException e) {
      if (!(e.getCause() instanceof ExecutionException failed)
          || !(failed.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }
}
