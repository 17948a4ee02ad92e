package io.willingly.streams.cli;

import io.willingly.streams.delivery.Delivery;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.ClusterException;
import io.willingly.streams.runtime.ConsumerGroup;
import io.willingly.streams.runtime.Engine;
import io.willingly.streams.runtime.Futures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * Deletes what applications have counted: their offsets, the topics they made for themselves, and
 * the state on this disk. Facts stay.
 */
final class Forgetting {
  private static final long SECONDS = 60;
  private static final long PAUSE_MILLIS = 100;

  /** Of streams groups; what runs in classic ones sets less. */
  private static final String SESSION_MILLIS = "45000";

  private static final Duration MARGIN = Duration.ofSeconds(5);

  private final Cluster cluster;
  private final Console console;

  Forgetting(Cluster cluster, Console console) {
    this.cluster = cluster;
    this.console = console;
  }

  /**
   * Forgets; waits until no instance of them is left.
   *
   * @param topics to be deleted besides
   * @throws ClusterException when one goes on: nothing is forgotten then
   */
  void forget(Collection<Application> applications, Collection<String> topics) {
    try (Admin admin = Admin.create(cluster.clientSettings())) {
      for (Application application : applications) {
        awaitStopped(members(admin, application));
      }
      List<String> counted = new ArrayList<>(topics);
      for (Application application : applications) {
        new ConsumerGroup(admin, application.id()).delete();
        counted.addAll(application.internalTopics());
      }
      counted.retainAll(Futures.await(admin.listTopics().names(), "list topics"));
      Futures.await(admin.deleteTopics(counted).all(), "delete topics");
      awaitGone(admin, Set.copyOf(counted));
    }
    applications.forEach(application -> application.state(cluster).delete());
  }

  /** Forgets what was sent: of what is published anew, under whichever rules, nothing is news. */
  void forgetNews(String applicationId) {
    try (Admin admin = Admin.create(cluster.clientSettings())) {
      Delivery.groups(applicationId).forEach(id -> new ConsumerGroup(admin, id).delete());
    }
  }

  /**
   * Waits until no instance is left.
   *
   * @throws ClusterException when one goes on
   */
  void awaitStopped(Application application) {
    try (Admin admin = Admin.create(cluster.clientSettings())) {
      awaitStopped(members(admin, application));
    }
  }

  private static ConsumerGroup members(Admin admin, Application application) {
    return new ConsumerGroup(admin, Engine.members(application.id()));
  }

  /** A process that was killed is a member until its session times out; one that lives stays. */
  private void awaitStopped(ConsumerGroup group) {
    Object session =
        cluster
            .clientSettings()
            .getOrDefault(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
    Duration longest = Duration.ofMillis(Long.parseLong(String.valueOf(session))).plus(MARGIN);
    long deadline = System.nanoTime() + longest.toNanos();
    List<String> members = group.members();
    if (!members.isEmpty()) {
      console.say(
          "waiting up to %d s until the cluster has missed the last instance of '%s'"
              .formatted(longest.toSeconds(), group.id()));
    }
    while (!members.isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new ClusterException(
            "nothing is changed: instances of '%s' are running (%s); stop them all and try again"
                .formatted(group.id(), String.join(", ", members)));
      }
      Waiting.pause(PAUSE_MILLIS);
      members = group.members();
    }
  }

  /** The broker deletes in the background, and refuses to create the same topic until then. */
  private static void awaitGone(Admin admin, Set<String> topics) {
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
