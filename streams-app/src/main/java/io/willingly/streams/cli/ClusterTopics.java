package io.willingly.streams.cli;

import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.config.Settings;
import io.willingly.streams.runtime.Futures;
import io.willingly.streams.runtime.StartupChecks;
import io.willingly.streams.runtime.TopicSetup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;

/** The declared topics on a cluster: what is missing, what differs, and creating them. */
final class ClusterTopics implements AutoCloseable {
  private static final long PAUSE_MILLIS = 50;
  private static final Config NO_CONFIG = new Config(List.of());

  /** A row larger than one of them takes would stop the pipeline. */
  private static final Map<String, String> INTERNAL =
      Map.of(Topic.MAX_BATCH_CONFIG, Integer.toString(Topic.MAX_BATCH_BYTES));

  private final Admin admin;
  private final Settings settings;
  private final Settings.Kafka kafka;

  ClusterTopics(String bootstrapServers, Settings settings) {
    this.settings = settings;
    this.kafka = settings.kafka();
    this.admin = Admin.create(kafka.clientOf(bootstrapServers));
  }

  /** Creates what is missing; names of the topics created. */
  List<String> create() {
    List<String> created =
        TopicSetup.createMissing(admin, kafka.partitions(), kafka.replicationFactor());
    // The controller has created them; the broker a client asks next hears of it a little later.
    while (!Futures.await(admin.listTopics().names(), "list topics").containsAll(created)) {
      Waiting.pause(PAUSE_MILLIS);
    }
    return created;
  }

  /** Creates what is missing, and has all as declared: for a broker that nobody else sets up. */
  void own() {
    create();
    TopicSetup.align(admin);
  }

  /** What is not as declared, one sentence each; empty when all is well. */
  List<String> check() {
    List<String> problems = new ArrayList<>();
    Map<String, TopicDescription> existing = existing();
    Map<String, Config> configs = configs(existing);
    int inputs = 0;
    for (Topic<?, ?> topic : Topics.ALL) {
      TopicDescription found = existing.get(topic.name());
      if (found == null) {
        problems.add(
            topic.name()
                + " is missing, or this user may not describe it; `willingly topics create` creates it");
        continue;
      }
      int partitions = found.partitions().size();
      if (topic.role().isCoPartitioned()) {
        inputs = inputs == 0 ? partitions : inputs;
        if (partitions != inputs) {
          problems.add(
              "%s has %d partitions, %s has %d: inputs must have the same number, or `run` refuses (R58)"
                  .formatted(topic.name(), partitions, Topics.ALL.get(0).name(), inputs));
        }
      }
      problems.addAll(differences(topic.name(), topic.config(), configs));
    }
    for (String internal : Application.makers(settings, existing.keySet()).keySet()) {
      problems.addAll(differences(internal, INTERNAL, configs));
    }
    return problems;
  }

  private static List<String> differences(
      String topic, Map<String, String> declared, Map<String, Config> configs) {
    Config found = configs.getOrDefault(topic, NO_CONFIG);
    List<String> differences = new ArrayList<>();
    declared.forEach(
        (key, wanted) -> {
          String value = found.get(key) == null ? "" : found.get(key).value();
          if (!wanted.equals(value)) {
            differences.add(
                "%1$s has %2$s=%3$s, declared is %4$s: %5$s"
                    .formatted(topic, key, value, wanted, StartupChecks.cure(topic, key, wanted)));
          }
        });
    return differences;
  }

  private Map<String, TopicDescription> existing() {
    var names = Futures.await(admin.listTopics().names(), "list topics");
    // What the pipelines make for themselves is not there before their first start.
    List<String> ours =
        Stream.concat(
                Topics.ALL.stream().map(topic -> topic.name()).filter(names::contains),
                Application.makers(settings, names).keySet().stream())
            .toList();
    return Futures.await(admin.describeTopics(ours).allTopicNames(), "describe topics");
  }

  private Map<String, Config> configs(Map<String, TopicDescription> existing) {
    List<ConfigResource> resources =
        existing.keySet().stream()
            .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
            .toList();
    Map<String, Config> configs = new TreeMap<>();
    Futures.await(admin.describeConfigs(resources).all(), "read the settings of topics")
        .forEach((resource, config) -> configs.put(resource.name(), config));
    return configs;
  }

  @Override
  public void close() {
    admin.close();
  }
}
