package io.willingly.streams.cli;

import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.streams.config.Settings;
import io.willingly.streams.runtime.ClusterException;
import io.willingly.streams.runtime.Futures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * Forgets everything that was counted, so that a pipeline counts all facts again under its rules
 * (R51). Facts stay; what was published is published anew.
 */
final class Rebuild implements Purpose.Before {
  private static final long SECONDS = 60;
  private static final long PAUSE_MILLIS = 100;

  private final Settings settings;
  private final String applicationId;

  Rebuild(Settings settings) {
    this.settings = settings;
    this.applicationId = settings.pipeline().applicationId();
  }

  /** To be called while no pipeline of this application runs anywhere. */
  @Override
  public void pipeline(String bootstrapServers, SchemaIds ids) {
    Map<String, Object> client = new TreeMap<>(settings.kafka().client());
    client.put("bootstrap.servers", bootstrapServers);
    try (Admin admin = Admin.create(client);
        ClusterTopics topics = new ClusterTopics(bootstrapServers, settings)) {
      forgetOffsets(admin);
      Set<String> existing = Futures.await(admin.listTopics().names(), "list topics");
      List<String> counted = existing.stream().filter(this::isCounted).toList();
      Futures.await(admin.deleteTopics(counted).all(), "delete topics");
      awaitGone(admin, counted);
      topics.create();
    }
    delete(settings.dataDir().resolve("state"));
  }

  private boolean isCounted(String topic) {
    boolean internal =
        topic.startsWith(applicationId + "-")
            && (topic.endsWith("-changelog") || topic.endsWith("-repartition"));
    return internal
        || Topics.ALL.stream()
            .anyMatch(
                declared ->
                    declared.role() == Topic.Role.PUBLISHED && declared.name().equals(topic));
  }

  private void forgetOffsets(Admin admin) {
    try {
      // A process that was killed is a member until the group misses it; one that lives comes back,
      // and then the group cannot be deleted.
      if (hasMembers(admin)) {
        Futures.await(
            admin
                .removeMembersFromConsumerGroup(
                    applicationId, new RemoveMembersFromConsumerGroupOptions())
                .all(),
            "remove the members of the group " + applicationId);
      }
      Futures.await(
          admin.deleteConsumerGroups(List.of(applicationId)).all(),
          "delete the group " + applicationId);
    } catch (ClusterException e) {
      if (!noSuchGroup(e)) {
        throw e;
      }
    }
  }

  private boolean hasMembers(Admin admin) {
    return Futures.await(
            admin.describeConsumerGroups(List.of(applicationId)).all(),
            "describe the group " + applicationId)
        .values()
        .stream()
        .anyMatch(group -> !group.members().isEmpty());
  }

  private static boolean noSuchGroup(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof GroupIdNotFoundException) {
        return true;
      }
    }
    return false;
  }

  /** The broker deletes in the background, and refuses to create the same topic until then. */
  private static void awaitGone(Admin admin, Collection<String> topics) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (Futures.await(admin.listTopics().names(), "list topics").stream()
        .anyMatch(topics::contains)) {
      if (System.nanoTime() > deadline) {
        throw new ClusterException("the cluster does not delete topics within a minute");
      }
      Waiting.pause(PAUSE_MILLIS);
    }
  }

  private static void delete(Path stateDir) {
    if (!Files.exists(stateDir)) {
      return;
    }
    try (Stream<Path> files = Files.walk(stateDir)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete the state in " + stateDir, e);
    }
  }
}
