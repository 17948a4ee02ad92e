package io.willingly.streams.runtime;

import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

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
    Futures.await(admin.createTopics(missing).all(), "create topics");
    return missing.stream().map(NewTopic::name).toList();
  }
}
