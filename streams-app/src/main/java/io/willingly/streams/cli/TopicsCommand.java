package io.willingly.streams.cli;

import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.config.Settings;
import io.willingly.streams.query.TextTable;
import io.willingly.streams.runtime.ClusterException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code willingly topics}: the declared topics, and the cluster's. */
@Command(
    name = "topics",
    description = "List the declared topics, create them on a cluster, or check a cluster's.",
    mixinStandardHelpOptions = true)
final class TopicsCommand {
  private final Host host;

  TopicsCommand(Host host) {
    this.host = host;
  }

  @Command(description = "List the declared topics.", mixinStandardHelpOptions = true)
  int list() {
    TextTable table = new TextTable("topic", "role", "key", "value", "kept", "what");
    for (Topic<?, ?> topic : Topics.ALL) {
      table.row(
          topic.name(),
          topic.role().name().toLowerCase(Locale.ROOT),
          topic.hasPlainKey() ? "UTF-8" : topic.keyType().getSimpleName(),
          topic.valueType().getSimpleName(),
          switch (topic.cleanup()) {
            case KEEP -> "for ever";
            case COMPACT -> "latest";
            case EXPIRE -> Topic.EXPIRE_DAYS + " days";
          },
          topic.doc());
    }
    host.console().out().print(table);
    return 0;
  }

  @Command(
      description = {
        "Create the topics that are missing; the others are left as they are. With a schema registry,"
            + " register the schemas too."
      },
      mixinStandardHelpOptions = true)
  int create(@Mixin SettingsOptions options, @Mixin ClusterOption cluster) {
    List<String> created = on(options, cluster, ClusterTopics::create);
    created.forEach(host.console().out()::println);
    host.console().say("created " + created.size() + " of " + Topics.ALL.size() + " topics");
    int schemas = Registry.register(host.settings(options, cluster.flags()));
    if (schemas > 0) {
      host.console().say("the registry has all " + schemas + " schemas");
    }
    return 0;
  }

  @Command(
      description = {
        "Check that all topics are there and as declared, and with a schema registry that it has the"
            + " schemas; exit code 1 if not."
      },
      mixinStandardHelpOptions = true)
  int check(@Mixin SettingsOptions options, @Mixin ClusterOption cluster) {
    List<String> problems = new ArrayList<>(on(options, cluster, ClusterTopics::check));
    problems.addAll(Registry.check(host.settings(options, cluster.flags())));
    problems.forEach(host.console().out()::println);
    host.console().say(problems.isEmpty() ? "all is as declared" : "see above");
    return problems.isEmpty() ? 0 : CommandLineApp.FAILURE;
  }

  private List<String> on(
      SettingsOptions options, ClusterOption cluster, Function<ClusterTopics, List<String>> task) {
    Settings settings = host.settings(options, cluster.flags());
    String bootstrapServers = host.bootstrap(settings);
    try (ClusterTopics topics = new ClusterTopics(bootstrapServers, settings)) {
      return task.apply(topics);
    } catch (ClusterException e) {
      throw e.at(bootstrapServers);
    }
  }
}
