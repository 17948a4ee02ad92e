package io.willingly.flink.job;

import io.willingly.flink.JobConfig;
import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import io.willingly.stages.Intake;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The whole pipeline, in the order of the data: by customer, by rep, by team and organisation, and
 * the ledger by its rows. Each operator has an id of its own: that of its state in savepoints,
 * never to be changed.
 */
public final class PipelineJob {
  /** Of keys: state is split into as many groups, so it can never be changed. */
  static final int MAX_PARALLELISM = 1024;

  private PipelineJob() {}

  /** From topics to topics, exactly once. */
  public static void build(StreamExecutionEnvironment env, JobConfig config) {
    DataStream<Incoming> records = source(env, "customer-records", Intake.CUSTOMER_TOPICS, config);
    DataStream<Incoming> entries =
        source(env, "directory-records", List.of(Topics.REP_DIRECTORY.name()), config)
            .transform("present", Incoming.TYPE, new Presence(config))
            .uid("present");
    published(env, records, entries, config)
        .sinkTo(sink(config))
        .name("published")
        .uid("published");
  }

  /** Everything between the topics. */
  static DataStream<Outgoing> published(
      StreamExecutionEnvironment env,
      DataStream<Incoming> records,
      DataStream<Incoming> entries,
      JobConfig config) {
    env.setMaxParallelism(MAX_PARALLELISM);
    Configuration flink = new Configuration();
    // What Kryo writes, no later version may be able to read.
    flink.set(PipelineOptions.GENERIC_TYPES, false);
    // Nothing changes what it was given.
    flink.set(PipelineOptions.OBJECT_REUSE, true);
    env.configure(flink);

    SingleOutputStreamOperator<Outgoing> customers =
        records
            .keyBy(Incoming::owner, Types.STRING)
            .transform("customer", Outgoing.TYPE, new CustomerOperator(config))
            .uid("customer");
    SingleOutputStreamOperator<Outgoing> reps =
        customers
            .getSideOutput(CustomerOperator.REP_DELTAS)
            .keyBy(cells -> cells.f0, Types.STRING)
            .connect(entries.keyBy(Incoming::owner, Types.STRING))
            .transform("rep", Outgoing.TYPE, new RepOperator(config))
            .uid("rep");
    SingleOutputStreamOperator<Outgoing> scopes =
        reps.getSideOutput(RepOperator.SCOPE_DELTAS)
            .keyBy(cells -> cells.f0, Types.STRING)
            .transform("scope", Outgoing.TYPE, new ScopeOperator(config))
            .uid("scope");
    SingleOutputStreamOperator<Outgoing> ledger =
        customers
            .getSideOutput(StepOperator.LEDGER)
            .union(reps.getSideOutput(StepOperator.LEDGER))
            .keyBy(change -> change.f0, Types.STRING)
            .transform("ledger", Outgoing.TYPE, new LedgerOperator(config))
            .uid("ledger");
    return customers.union(reps, scopes, ledger);
  }

  private static DataStream<Incoming> source(
      StreamExecutionEnvironment env, String name, List<String> topics, JobConfig config) {
    Properties client = new Properties();
    client.putAll(config.client());
    KafkaSource<Incoming> source =
        KafkaSource.<Incoming>builder()
            .setProperties(client)
            .setTopics(topics)
            .setGroupId(config.applicationId())
            .setClientIdPrefix(config.applicationId() + "-" + name)
            // Without a checkpoint everything is to be counted; with one it says where to go on.
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setDeserializer(new Incoming.Reader())
            .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
            // Another number of partitions would move customers (R58): start-up checks it.
            .setProperty("partition.discovery.interval.ms", "-1")
            .build();
    return env.fromSource(source, WatermarkStrategy.noWatermarks(), name, Incoming.TYPE).uid(name);
  }

  private static KafkaSink<Outgoing> sink(JobConfig config) {
    Properties client = new Properties();
    client.putAll(config.client());
    client.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
    client.put(ProducerConfig.LINGER_MS_CONFIG, 20);
    client.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    client.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topic.MAX_RECORD_BYTES);
    // Longer than from one checkpoint to the next and a restart between them (R96).
    client.put(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
        Math.toIntExact(config.transactionTimeout().toMillis()));
    return KafkaSink.<Outgoing>builder()
        .setKafkaProducerConfig(client)
        .setBootstrapServers(config.client().get(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG))
        .setRecordSerializer(new Outgoing.Writer())
        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
        .setTransactionalIdPrefix(config.applicationId())
        // A new id for each checkpoint would fill the brokers' memory for a week.
        .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
        .build();
  }
}
