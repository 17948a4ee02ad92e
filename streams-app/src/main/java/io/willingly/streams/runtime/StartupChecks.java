package io.willingly.streams.runtime;

import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;

/** What must hold before the first record is read; a wrong cluster would give wrong numbers. */
final class StartupChecks {
  private StartupChecks() {}

  /**
   * Checks the topics.
   *
   * @return partitions of each input topic
   * @throws ClusterException when one is missing or the inputs are not co-partitioned
   */
  static int partitions(Admin admin) {
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
      if (topic.role() == Topic.Role.INPUT) {
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
