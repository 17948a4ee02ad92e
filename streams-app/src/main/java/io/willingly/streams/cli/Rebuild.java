package io.willingly.streams.cli;

import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.streams.config.Settings;
import io.willingly.streams.runtime.ClusterException;
import io.willingly.streams.runtime.Futures;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * Forgets everything that was counted, so that a pipeline counts all facts again under its rules
 * (R51). Facts stay; what was published is published anew.
 */
final class Rebuild implements Purpose.Before {
  private static final long SECONDS = 60;
  private static final long PAUSE_MILLIS = 100;

  /** Kafka's default. */
  private static final String SESSION_MILLIS = "45000";

  private static final Duration MARGIN = Duration.ofSeconds(5);

  private final Settings settings;
  private final String applicationId;
  private final Console console;

  Rebuild(Settings settings, Console console) {
    this.settings = settings;
    this.applicationId = settings.pipeline().applicationId();
    this.console = console;
  }

  /**
   * As declared; waits until no instance of the pipeline is left.
   *
   * @throws ClusterException when one goes on: nothing is forgotten then
   */
  @Override
  public void pipeline(String bootstrapServers, SchemaIds ids) {
    try (Admin admin = Admin.create(settings.kafka().clientOf(bootstrapServers));
        ClusterTopics topics = new ClusterTopics(bootstrapServers, settings)) {
      ConsumerGroup group = new ConsumerGroup(admin, applicationId);
      awaitLeft(group);
      group.delete();
      Set<String> existing = Futures.await(admin.listTopics().names(), "list topics");
      List<String> counted = existing.stream().filter(this::isCounted).toList();
      Futures.await(admin.deleteTopics(counted).all(), "delete topics");
      awaitGone(admin, counted);
      topics.create();
    }
    OwnSession.state(settings, bootstrapServers).delete();
  }

  /** A process that was killed is a member until its session times out; one that lives stays. */
  private void awaitLeft(ConsumerGroup group) {
    Duration longest =
        Duration.ofMillis(
                Long.parseLong(
                    settings
                        .kafka()
                        .client()
                        .getOrDefault(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS)))
            .plus(MARGIN);
    long deadline = System.nanoTime() + longest.toNanos();
    List<String> members = group.members();
    if (!members.isEmpty()) {
      console.say(
          "waiting up to %d s until the cluster has missed the last instance of '%s'"
              .formatted(longest.toSeconds(), applicationId));
    }
    while (!members.isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new ClusterException(
            "nothing is rebuilt: instances of '%s' are running (%s); stop them all and try again"
                .formatted(applicationId, String.join(", ", members)));
      }
      Waiting.pause(PAUSE_MILLIS);
      members = group.members();
    }
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
}
