package io.willingly.streams.cli;

import io.willingly.event.DefinitionState;
import io.willingly.metrics.definition.Definition;
import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.streams.config.Settings;
import io.willingly.streams.definition.RuleSetTopic;
import io.willingly.streams.definition.RuleSets;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.ClusterException;
import io.willingly.streams.runtime.Engine;
import io.willingly.streams.runtime.Futures;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;

/**
 * Forgets everything that was counted, under whichever rule set, so that a pipeline counts all
 * facts again under its rules (R51). Facts stay; what was published is published anew.
 */
final class Rebuild implements Purpose.Step {
  private final Console console;
  private final Clock clock;

  Rebuild(Console console, Clock clock) {
    this.console = console;
    this.clock = clock;
  }

  /**
   * As declared; waits until no instance of the pipeline is left.
   *
   * @throws ClusterException when one goes on: nothing is forgotten then
   */
  @Override
  public void on(Settings settings, String bootstrapServers, SchemaIds ids) {
    Cluster cluster = new Cluster(settings.kafka().clientOf(bootstrapServers), ids);
    RuleSetTopic topic = new RuleSetTopic(cluster, clock);
    RuleSets known = topic.read();
    Definition rules = known.rebuilding(settings.definition(), console::say);
    try (Admin admin = Admin.create(cluster.clientSettings());
        ClusterTopics topics = new ClusterTopics(bootstrapServers, settings)) {
      Set<String> existing = Futures.await(admin.listTopics().names(), "list topics");
      Set<Application> all = new LinkedHashSet<>(Application.makers(settings, existing).values());
      Application first = new Application(settings, settings.pipeline().applicationId());
      all.add(first);
      all.add(first.on(Engine.FLINK));
      Forgetting forgetting = new Forgetting(cluster, console);
      forgetting.forget(all, published());
      forgetting.forgetNews(settings.pipeline().applicationId());
      topics.create();
    }
    if (known.inForce() == null || !known.inForce().definition().equals(rules)) {
      topic.write(rules, DefinitionState.ACTIVE, null);
    }
  }

  private static List<String> published() {
    return Topics.ALL.stream()
        .filter(topic -> topic.role() == Topic.Role.PUBLISHED)
        .map(topic -> topic.name())
        .toList();
  }
}
