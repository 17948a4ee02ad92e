package io.willingly.streams.runtime;

import io.willingly.schemas.topic.Topics;
import io.willingly.stages.Intake;
import io.willingly.streams.topology.RepartitionStage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Tells when everything sent has been counted (R82): what each sub-topology has committed reaches
 * the end of its inputs, the repartition topics included, and a second look finds nothing moved.
 *
 * <p>Offsets alone cannot tell: the end of a transactional topic is a marker no consumer reads. So
 * a remaining gap is read: it is closed when no record is in it and no transaction is open.
 */
public final class Drain implements AutoCloseable {
  /** A longer gap is not worth reading: it holds records. */
  private static final long MAX_PROBED = 10_000;

  private final Admin admin;
  private final CommittedRecords probe;
  private final String group;
  private final Collection<String> topics;
  private Map<TopicPartition, Long> settled = Map.of();
  private long remaining = Long.MAX_VALUE;

  /**
   * Prepares to watch a group.
   *
   * @param topics all topics the group reads; those that do not exist yet are not waited for
   */
  public Drain(Map<String, Object> clientSettings, String group, Collection<String> topics) {
    this.group = group;
    this.topics = List.copyOf(topics);
    admin = Admin.create(clientSettings);
    probe = new CommittedRecords(clientSettings);
  }

  /** Watches the group of a pipeline. */
  public static Drain of(Map<String, Object> clientSettings, String applicationId) {
    return new Drain(clientSettings, applicationId, topics(applicationId));
  }

  /** All topics the group of a pipeline reads. */
  static List<String> topics(String applicationId) {
    List<String> topics = new ArrayList<>(Intake.CUSTOMER_TOPICS);
    topics.add(Topics.REP_DIRECTORY.name());
    topics.addAll(RepartitionStage.topics(applicationId));
    return topics;
  }

  /** Looks once; true when two looks in a row found all counted and nothing moved. */
  public boolean settled() {
    Map<TopicPartition, Long> ends = ends();
    Map<TopicPartition, Long> gaps = gaps(ends);
    remaining = 0;
    gaps.forEach((partition, from) -> remaining += ends.getOrDefault(partition, from) - from);
    if (remaining > MAX_PROBED || !empty(gaps, ends)) {
      settled = Map.of();
      return false;
    }
    remaining = 0;
    boolean twice = settled.equals(ends);
    settled = ends;
    return twice;
  }

  /** About how many records the last look found to be left. */
  public long remaining() {
    return remaining;
  }

  private Map<TopicPartition, Long> ends() {
    Set<String> existing = Futures.await(admin.listTopics().names(), "list topics");
    return Offsets.ends(admin, topics.stream().filter(existing::contains).toList());
  }

  /** The committed offset of each partition that is not read to its end. */
  private Map<TopicPartition, Long> gaps(Map<TopicPartition, Long> ends) {
    Map<TopicPartition, OffsetAndMetadata> committed =
        Futures.await(
            admin
                .listConsumerGroupOffsets(
                    Map.of(group, new ListConsumerGroupOffsetsSpec()),
                    new ListConsumerGroupOffsetsOptions().requireStable(true))
                .partitionsToOffsetAndMetadata(group),
            "read committed offsets");
    Map<TopicPartition, Long> gaps = new HashMap<>();
    ends.forEach(
        (partition, end) -> {
          OffsetAndMetadata at = committed.get(partition);
          long offset = at == null ? 0 : at.offset();
          if (offset < end) {
            gaps.put(partition, offset);
          }
        });
    return gaps;
  }

  /** Whether the gaps hold transaction markers only. */
  private boolean empty(Map<TopicPartition, Long> gaps, Map<TopicPartition, Long> ends) {
    if (gaps.isEmpty()) {
      return true;
    }
    Map<TopicPartition, Long> decided = probe.decided(gaps.keySet());
    return gaps.keySet().stream()
            .allMatch(
                partition ->
                    decided.getOrDefault(partition, 0L) >= ends.getOrDefault(partition, 0L))
        && probe.noneFrom(gaps);
  }

  @Override
  public void close() {
    probe.close();
    admin.close();
  }
}
