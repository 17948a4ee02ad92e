package io.willingly.streams.runtime;

import static org.apache.kafka.streams.StreamsConfig.consumerPrefix;
import static org.apache.kafka.streams.StreamsConfig.producerPrefix;
import static org.apache.kafka.streams.StreamsConfig.topicPrefix;

import io.willingly.schemas.topic.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.GroupProtocol;
import org.apache.kafka.streams.StreamsConfig;

/** The settings of Kafka Streams; each one that is not the default says why. */
public final class StreamsSettings {
  /**
   * Stalls of a loaded machine must not abort a transaction; 10 s is the default. One that an
   * instance which died left open holds up its heirs for as long, so no longer than they wait for
   * it anyway.
   */
  static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(15);

  /**
   * When others take over from an instance that died. Long enough that one whose supervisor starts
   * it again at once (a JVM joins after some 5 s) has its place and its state back before, and for
   * any pause of the garbage collector; 45 s is the default.
   */
  private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(15);

  /**
   * How often it is looked whether a new instance has caught up, so that work can be moved to it:
   * as often as may be. The default, 10 minutes, would share out twelve tasks in an hour.
   */
  private static final Duration PROBING = Duration.ofMinutes(1);

  private StreamsSettings() {}

  /** All settings of an instance; the memory is to be closed after it. */
  public static Map<String, Object> of(PipelineConfig config, RocksMemory memory) {
    Map<String, Object> settings = new HashMap<>(config.clientSettings());
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId());
    settings.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDir().toString());
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads());
    settings.put(
        StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
        Math.toIntExact(config.commitInterval().toMillis()));
    settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksSettings.class);
    settings.put(RocksMemory.KEY, memory);
    settings.put(StreamsConfig.APPLICATION_SERVER_CONFIG, config.advertised());
    settings.putAll(required());
    settings.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, config.groupProtocol().name);
    if (config.groupProtocol() == GroupProtocol.CLASSIC) {
      // With streams all of it is the broker's business; see ConsumerGroup.
      settings.putIfAbsent(
          ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, Math.toIntExact(SESSION_TIMEOUT.toMillis()));
      settings.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, PROBING.toMillis());
      settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, config.standbyReplicas());
      settings.put(
          consumerPrefix(CommonClientConfigs.GROUP_INSTANCE_ID_CONFIG), config.instanceId());
    }
    return settings;
  }

  /** What every run and every test of the topology has. */
  public static Map<String, Object> required() {
    Map<String, Object> settings = new HashMap<>();
    // The commit buffers need it (R48).
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    // Rows are conflated by TaskRows; the record cache costs more than it saves.
    settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L);
    // No result depends on the order across topics, but cost does: a fact that arrives on an
    // earlier
    // day than its customer's newest is folded day by day (R7). So what the broker already has is
    // taken in order of arrival; nobody waits for what it has not.
    settings.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, 0L);
    // Catching up: large polls, few requests.
    settings.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 5_000);
    settings.put(consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 5_000);
    settings.put(consumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), 4 << 20);
    settings.put(consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    settings.put(producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 256 << 10);
    settings.put(producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 20);
    settings.put(producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    // A larger row than the default of 1 MiB would stop the pipeline, again after each restart.
    // What
    // reads needs no more: a fetch returns at least one batch, however large.
    settings.put(producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), Topic.MAX_RECORD_BYTES);
    settings.put(topicPrefix(Topic.MAX_BATCH_CONFIG), Integer.toString(Topic.MAX_BATCH_BYTES));
    settings.put(
        producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        Math.toIntExact(TRANSACTION_TIMEOUT.toMillis()));
    return settings;
  }
}
