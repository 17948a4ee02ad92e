package io.willingly.streams.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.stages.DeltaBuffer;
import io.willingly.streams.broker.DevBroker;
import io.willingly.streams.runtime.PipelineClients;
import io.willingly.streams.testing.PipelineRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.GroupProtocol;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * R46: a task that is corrupted is closed and opened again with the very same buffer. What was in
 * it belongs to a transaction that was aborted, and its input comes again.
 */
class RevivalIT {
  private static final int RECORDS = 1_000;
  private static final Duration POLL = Duration.ofMillis(200);

  @ParameterizedTest
  @EnumSource
  void aRevivedTaskCountsEachRecordOnce(GroupProtocol protocol, @TempDir Path directory)
      throws Exception {
    try (DevBroker broker = DevBroker.start(directory.resolve("broker"), DevBroker.ANY_PORT)) {
      String bootstrap = broker.bootstrapServers();
      send(bootstrap);
      Counting counting = new Counting();
      try (KafkaStreams streams =
          new PipelineClients()
              .streams(
                  counting.topology(),
                  new StreamsConfig(settings(bootstrap, directory, protocol)))) {
        streams.start();

        PipelineRun.await(() -> counting.total(committed(bootstrap)) >= RECORDS);
      }

      assertThat(counting.corrupted).isTrue();
      assertThat(counting.inits).hasValue(2);
      assertThat(counting.total(committed(bootstrap))).isEqualTo(RECORDS);
    }
  }

  private static Properties settings(String bootstrap, Path directory, GroupProtocol protocol) {
    Properties settings = new Properties();
    settings.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, protocol.name);
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "revival");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    settings.put(StreamsConfig.STATE_DIR_CONFIG, directory.resolve("state").toString());
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    // Long enough that the task is corrupted with a full buffer.
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 1_000);
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
    settings.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
    settings.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
    settings.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
    return settings;
  }

  private static void send(String bootstrap) throws Exception {
    Map<String, Object> settings = new TreeMap<>(Map.of("bootstrap.servers", bootstrap));
    try (Admin admin = Admin.create(settings);
        KafkaProducer<String, String> producer =
            new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      admin
          .createTopics(
              List.of(new NewTopic("in", 1, (short) 1), new NewTopic("out", 1, (short) 1)))
          .all()
          .get();
      for (int i = 0; i < RECORDS; i++) {
        producer.send(new ProducerRecord<>("in", "key", "x"));
      }
    }
  }

  /** The committed sums, each of one commit. */
  private static List<String> committed(String bootstrap) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed");
    TopicPartition out = new TopicPartition("out", 0);
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(out));
      consumer.seekToBeginning(List.of(out));
      long end = consumer.endOffsets(List.of(out)).getOrDefault(out, 0L);
      while (consumer.position(out) < end) {
        consumer.poll(POLL).forEach(record -> values.add(record.value()));
      }
    }
    return values;
  }

  /** Counts records in a buffer, and is corrupted once in the middle of them. */
  private static final class Counting implements ProcessorSupplier<String, String, String, String> {
    private final AtomicBoolean corrupted = new AtomicBoolean();
    private final AtomicInteger inits = new AtomicInteger();

    Topology topology() {
      return new Topology()
          .addSource("in", "in")
          .addProcessor("count", this, "in")
          .addSink("out", "out", "count");
    }

    long total(List<String> sums) {
      return sums.stream().mapToLong(Long::parseLong).sum();
    }

    @Override
    public Processor<String, String, String, String> get() {
      return new ContextualProcessor<>() {
        private int seen;

        @Override
        public void init(ProcessorContext<String, String> context) {
          super.init(context);
          inits.incrementAndGet();
          buffer()
              .deltas()
              .drainTo(sums -> sums.forEach(sum -> forward(sum.getKey(), sum.getValue())));
        }

        @Override
        public void process(Record<String, String> record) {
          buffer().deltas().add(record.key(), 1L);
          if (++seen > RECORDS / 2 && corrupted.compareAndSet(false, true)) {
            throw new TaskCorruptedException(Set.of(context().taskId()));
          }
        }

        private void forward(String key, Long sum) {
          context().forward(new Record<>(key, sum.toString(), 0));
        }

        private CommitBuffer<String, Long> buffer() {
          return context().getStateStore("buffer");
        }
      };
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return Set.of(
          CommitBuffer.builder(
              "buffer", () -> new DeltaBuffer<String, Long>(Long::sum, value -> 8)));
    }
  }
}
