package io.willingly.streams.runtime;

import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.utils.Utils;

/**
 * Forgets all that was counted, so that the next start counts everything again from the inputs: the
 * way out when the rules have changed (R51). The inputs are not touched.
 */
public final class Rebuild {
  private static final long PAUSE_MILLIS = 100;

  private Rebuild() {}

  /**
   * Deletes local state, internal topics, committed offsets and published rows. No instance may be
   * running.
   *
   * @throws ClusterException when an instance runs
   */
  public static void forget(PipelineConfig config) {
    Map<String, Object> settings = new HashMap<>(config.clientSettings());
    settings.put("bootstrap.servers", config.bootstrapServers());
    try (Admin admin = Admin.create(settings)) {
      String group = config.applicationId();
      Set<String> groups = new TreeSet<>();
      Futures.await(admin.listGroups().all(), "list groups").forEach(g -> groups.add(g.groupId()));
      if (groups.contains(group)) {
        Futures.await(
            admin.deleteConsumerGroups(List.of(group)).all(),
            "forget what " + group + " has read; stop all its instances first");
      }
      recreate(admin, group);
    }
    try {
      Utils.delete(config.stateDir().resolve(config.applicationId()).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete the state in " + config.stateDir(), e);
    }
  }

  private static void recreate(Admin admin, String applicationId) {
    Set<String> existing = Futures.await(admin.listTopics().names(), "list topics");
    Set<String> derived = new TreeSet<>();
    int partitions = Topics.INPUT_PARTITIONS;
    int replicas = 1;
    for (Topic<?, ? extends SpecificRecord> topic : Topics.ALL) {
      if (topic.role() == Topic.Role.PUBLISHED && existing.contains(topic.name())) {
        derived.add(topic.name());
      }
    }
    if (!derived.isEmpty()) {
      var described =
          Futures.await(admin.describeTopics(derived).allTopicNames(), "describe topics")
              .values()
              .iterator()
              .next();
      partitions = described.partitions().size();
      replicas = described.partitions().get(0).replicas().size();
    }
    Set<String> deleted = new TreeSet<>(derived);
    existing.stream()
        .filter(name -> name.startsWith(applicationId + "-"))
        .filter(name -> name.endsWith("-changelog") || name.endsWith("-repartition"))
        .forEach(deleted::add);
    Futures.await(admin.deleteTopics(deleted).all(), "delete derived topics");
    awaitGone(admin, deleted);
    TopicSetup.createMissing(admin, partitions, replicas);
  }

  private static void awaitGone(Admin admin, Set<String> deleted) {
    Set<String> left = new TreeSet<>(deleted);
    while (!left.isEmpty()) {
      left.retainAll(Futures.await(admin.listTopics().names(), "list topics"));
      try {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ClusterException("interrupted while topics are deleted", e);
      }
    }
  }
}
