package io.willingly.flink;

import io.willingly.event.DefinitionEntry;
import io.willingly.event.DefinitionKey;
import io.willingly.event.DefinitionState;
import io.willingly.metrics.definition.Definition;
import io.willingly.schemas.facts.DefinitionCodec;
import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.Decoded;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.schemas.wire.WireFormat;
import io.willingly.stages.Intake;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What must hold on the Kafka cluster before a job reads its first record, and its rules. */
final class KafkaCluster implements AutoCloseable {
  /** Setting of brokers. */
  static final String LONGEST_TRANSACTION = "transaction.max.timeout.ms";

  private static final Logger LOG = LoggerFactory.getLogger(KafkaCluster.class);
  private static final long SECONDS = 60;
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Set<GroupState> WITHOUT_MEMBER =
      EnumSet.of(GroupState.EMPTY, GroupState.DEAD, GroupState.UNKNOWN);

  /**
   * What state is of: facts come from them, and a rebuild anywhere makes what is published anew.
   */
  private static final Set<String> COUNTED =
      Stream.concat(
              Intake.CUSTOMER_TOPICS.stream(),
              Stream.of(Topics.REP_DIRECTORY.name(), Topics.SERVICE_QUALITY.name()))
          .collect(Collectors.toSet());

  /**
   * Topics of a cluster.
   *
   * @param partitions of each input
   * @param ids of those that state is of, by name
   */
  record Found(int partitions, Map<String, String> ids) {}

  private final Map<String, Object> client;
  private final String servers;
  private final Admin admin;

  KafkaCluster(Map<String, String> client) {
    this.client = Map.copyOf(client);
    this.servers = String.valueOf(client.get("bootstrap.servers"));
    try {
      this.admin = Admin.create(this.client);
    } catch (KafkaException e) {
      throw new StartException("cannot use the Kafka cluster at " + servers + ": " + cause(e), e);
    }
  }

  private static String cause(Throwable e) {
    return String.valueOf(e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
  }

  private static String cure(@Nullable Throwable refusal) {
    return refusal instanceof AuthorizationException
        ? " (this user lacks a right: docs/flink.md lists what the job needs)"
        : "";
  }

  /**
   * The topics, as they are there.
   *
   * @throws StartException when one is missing, or the inputs are not co-partitioned (R58)
   */
  Found topics() {
    Set<String> existing = await(admin.listTopics().names(), "list topics");
    List<String> ours = Topics.ALL.stream().map(Topic::name).filter(existing::contains).toList();
    Map<String, Integer> partitions = new HashMap<>();
    Map<String, String> ids = new HashMap<>();
    await(admin.describeTopics(ours).allTopicNames(), "describe topics")
        .forEach(
            (name, topic) -> {
              partitions.put(name, topic.partitions().size());
              ids.put(name, topic.topicId().toString());
            });
    ids.keySet().retainAll(COUNTED);
    try {
      return new Found(Topics.inputPartitions(partitions), ids);
    } catch (IllegalArgumentException e) {
      throw new StartException("the cluster at %s: %s".formatted(servers, e.getMessage()), e);
    }
  }

  /** Whether one of the groups has read a record. */
  boolean hasRead(Collection<String> groups) {
    return groups.stream()
        .map(admin::listConsumerGroupOffsets)
        .map(ListConsumerGroupOffsetsResult::partitionsToOffsetAndMetadata)
        .flatMap(offsets -> await(offsets, "read committed offsets").values().stream())
        // There is none for a partition that was never read, and zero where a job has begun.
        .anyMatch(offset -> offset != null && offset.offset() > 0);
  }

  /** Whether one of the groups has a member; who was killed is one until its session times out. */
  boolean hasMember(Collection<String> groups) {
    return await(admin.listGroups().all(), "list groups").stream()
        .filter(group -> groups.contains(group.groupId()))
        .anyMatch(group -> !group.groupState().map(WITHOUT_MEMBER::contains).orElse(true));
  }

  /**
   * How long a transaction may be open at most, in milliseconds; empty where the brokers do not
   * say, as they do not to who has no right to their settings.
   */
  OptionalLong longestTransaction() {
    try {
      List<ConfigResource> brokers =
          await(admin.describeCluster().nodes(), "list brokers").stream()
              .map(node -> new ConfigResource(ConfigResource.Type.BROKER, node.idString()))
              .toList();
      return await(admin.describeConfigs(brokers).all(), "read the settings of brokers")
          .values()
          .stream()
          .map(config -> config.get(LONGEST_TRANSACTION))
          .filter(Objects::nonNull)
          .mapToLong(entry -> Long.parseLong(entry.value()))
          .min();
    } catch (StartException e) {
      LOG.warn("{} of the brokers is not known: {}", LONGEST_TRANSACTION, e.getMessage());
      return OptionalLong.empty();
    }
  }

  /** Shows whose pipeline it is before the first record is read. */
  void begin(String group) {
    TopicPartition first = new TopicPartition(Topics.DEAL_EVENTS.name(), 0);
    await(
        admin.alterConsumerGroupOffsets(group, Map.of(first, new OffsetAndMetadata(0))).all(),
        "commit an offset of group " + group);
  }

  /**
   * The rule set in force.
   *
   * @throws StartException when there is none yet
   */
  Definition rules(SchemaIds ids) {
    WireFormat<DefinitionKey> keys = WireFormat.keys(Topics.DEFINITIONS, ids);
    WireFormat<DefinitionEntry> values = WireFormat.values(Topics.DEFINITIONS, ids);
    Map<Integer, DefinitionEntry> active = new LinkedHashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : read(Topics.DEFINITIONS.name())) {
      int version = value(keys.decode(record.key()), record).getVersion();
      // One record switches: the last of those that are active is in force.
      active.remove(version);
      if (record.value() != null) {
        DefinitionEntry entry = value(values.decode(record.value()), record);
        if (entry.getState() == DefinitionState.ACTIVE) {
          active.put(version, entry);
        }
      }
    }
    return active.entrySet().stream()
        .reduce((earlier, later) -> later)
        .map(last -> DefinitionCodec.definition(last.getKey(), last.getValue()))
        .orElseThrow(
            () ->
                new StartException(
                    ("no rule set is in force on %1$s yet: `willingly definitions begin --bootstrap"
                            + " %1$s` puts that of the settings in force")
                        .formatted(servers)));
  }

  private static <T> T value(Decoded<T> decoded, ConsumerRecord<?, ?> record) {
    if (decoded instanceof Decoded.Value<T> known) {
      return known.value();
    }
    throw new StartException(
        "%s-%d at %d cannot be read: was it written with another registry? Set pipeline.schema-registry-url"
            .formatted(record.topic(), record.partition(), record.offset()));
  }

  private List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    List<ConsumerRecord<byte[], byte[]>> records = new java.util.ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(found -> new TopicPartition(topic, found.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(POLL).forEach(records::add);
      }
    } catch (KafkaException e) {
      throw new StartException("cannot read " + topic + " on " + servers + ": " + cause(e), e);
    }
    return records;
  }

  private <T> T await(KafkaFuture<T> future, String doing) {
    try {
      return future.get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new StartException(
          "the cluster at %s: cannot %s: %s%s"
              .formatted(servers, doing, cause(e), cure(e.getCause())),
          e);
    } catch (TimeoutException e) {
      throw new StartException(
          "the cluster at %s: cannot %s: no answer in %d s".formatted(servers, doing, SECONDS), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException("interrupted: " + doing, e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
