package io.willingly.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.willingly.metrics.definition.Definition;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.broker.DevBroker;
import io.willingly.streams.testing.PipelineRun;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.streams.GroupProtocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster on which numbers could become wrong is refused, with the command that mends it. */
@SuppressWarnings("NullAway.Init") // set before each test
class StartupChecksIT {
  @TempDir Path directory;

  private DevBroker broker;
  private String bootstrap;
  private Admin admin;

  @BeforeEach
  void startBroker() {
    broker = DevBroker.start(directory.resolve("broker"), DevBroker.ANY_PORT);
    bootstrap = broker.bootstrapServers();
    admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
    PipelineRun.createTopics(bootstrap);
  }

  @AfterEach
  void stopBroker() {
    admin.close();
    broker.close();
  }

  @Test
  void topicsThatWouldLoseFactsAreRefusedAndTheCureMendsThem() throws Exception {
    set(Topics.CALL_EVENTS.name(), "retention.ms", "604800000");
    set(Topics.DEAL_EVENTS.name(), "cleanup.policy", "compact");
    set(Topics.DEFINITIONS.name(), "cleanup.policy", "delete");
    // Longer than declared loses nothing.
    set(Topics.ACCESS_LOG.name(), "retention.ms", "-1");

    assertThatThrownBy(() -> check(GroupProtocol.CLASSIC))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("kafka-configs.sh --bootstrap-server")
        .hasMessageContaining("--entity-name call-events --add-config retention.ms=-1 # is 6048")
        .hasMessageContaining("--entity-name deal-events --add-config cleanup.policy=delete")
        .hasMessageContaining("--entity-name definitions --add-config cleanup.policy=compact")
        .hasMessageNotContaining("access-log");

    TopicSetup.align(admin);
    check(GroupProtocol.CLASSIC);
  }

  @Test
  void transactionsThatMayBeTornAreRefused() throws Exception {
    lower("transaction.version", 1);

    assertThatThrownBy(() -> check(GroupProtocol.CLASSIC))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("transaction.version is at level 1, needed is 2")
        .hasMessageContaining("kafka-features.sh")
        .hasMessageContaining("--feature transaction.version=2");
  }

  @Test
  void brokersThatDoNotAssignAreRefusedWhereTheyShall() throws Exception {
    lower("streams.version", 0);

    check(GroupProtocol.CLASSIC);
    assertThatThrownBy(() -> check(GroupProtocol.STREAMS))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("streams.version is at level 0, needed is 1")
        .hasMessageContaining("--feature streams.version=1")
        .hasMessageContaining("pipeline.group-protocol: classic");
  }

  private void check(GroupProtocol protocol) {
    StartupChecks.exact(
        PipelineRun.config(
            bootstrap, directory.resolve("state"), Definition.standard(ZoneOffset.UTC), protocol));
  }

  private void set(String topic, String key, String value) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    AlterConfigOp change = new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
    admin.incrementalAlterConfigs(Map.of(resource, List.of(change))).all().get();
    PipelineRun.await(() -> value.equals(setting(resource, key)));
  }

  private String setting(ConfigResource resource, String key) {
    return Futures.await(admin.describeConfigs(List.of(resource)).all(), "describe")
        .values()
        .iterator()
        .next()
        .get(key)
        .value();
  }

  private void lower(String feature, int level) throws Exception {
    FeatureUpdate.UpgradeType type = FeatureUpdate.UpgradeType.UNSAFE_DOWNGRADE;
    admin
        .updateFeatures(
            Map.of(feature, new FeatureUpdate((short) level, type)), new UpdateFeaturesOptions())
        .all()
        .get();
    PipelineRun.await(() -> level(feature) == level);
    assertThat(level(feature)).isEqualTo(level);
  }

  private int level(String feature) {
    FinalizedVersionRange range =
        Futures.await(admin.describeFeatures().featureMetadata(), "describe")
            .finalizedFeatures()
            .get(feature);
    return range == null ? 0 : range.maxVersionLevel();
  }
}
