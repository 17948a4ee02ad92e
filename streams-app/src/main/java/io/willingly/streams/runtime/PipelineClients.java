package io.willingly.streams.runtime;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.GroupProtocol;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.jspecify.annotations.Nullable;

/**
 * The clients of Kafka Streams as it would make them itself, but for one call. When a task is
 * corrupted (a commit that timed out is enough), Kafka Streams 4.3.1 revives it, to read again from
 * its committed offsets, and asks for a rebalance. An assignment throws the revived task away with
 * what it was to read again, and its successor reads on from where the first one was: what was read
 * and not committed is lost, under exactly-once. And while the revived task is restored, questions
 * are answered from a store that is half empty. So the thread ends where it would ask, and another
 * takes its place, which knows only what was committed (ADR 0005).
 *
 * <p>And whoever measures is told of each commit.
 */
public final class PipelineClients implements KafkaClientSupplier {
  private final ThreadLocal<OpenBatches> open = ThreadLocal.withInitial(OpenBatches::new);
  private volatile @Nullable CommitListener listener;

  /**
   * Kafka Streams with these clients; under the protocol {@code streams} with its own, but for the
   * same call: see {@link TaskGuard}. Then nobody is told of commits.
   */
  public KafkaStreams streams(Topology topology, StreamsConfig settings) {
    String protocol = settings.getString(StreamsConfig.GROUP_PROTOCOL_CONFIG);
    return GroupProtocol.of(protocol) == GroupProtocol.STREAMS
        ? new KafkaStreams(topology, TaskGuard.in(settings))
        : new KafkaStreams(topology, settings, this);
  }

  /** Has somebody told from now on of what is committed; a stream thread reads and commits. */
  void onCommit(CommitListener told) {
    listener = told;
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return Admin.create(config);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()) {
      private Map<TopicPartition, OffsetAndMetadata> offsets = Map.of();

      @Override
      public void sendOffsetsToTransaction(
          Map<TopicPartition, OffsetAndMetadata> sent, ConsumerGroupMetadata group) {
        super.sendOffsetsToTransaction(sent, group);
        offsets = Map.copyOf(sent);
      }

      @Override
      public void commitTransaction() {
        super.commitTransaction();
        CommitListener told = listener;
        if (told != null) {
          open.get().committed(offsets, told);
        }
      }
    };
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()) {
      @Override
      public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
        if (listener != null) {
          open.get().read(records, assignment());
        }
        return records;
      }

      @Override
      public void enforceRebalance(String reason) {
        TasksCorrupted.check(reason);
        super.enforceRebalance(reason);
      }

      @Override
      public void close(CloseOptions options) {
        // A thread that is replaced would stay, and its work lie idle until the group misses it.
        super.close(
            CloseOptions.groupMembershipOperation(
                CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
      }
    };
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
