package io.willingly.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.definition.Definition;
import io.willingly.stages.DeltaBuffer;
import io.willingly.streams.broker.DevBroker;
import io.willingly.streams.buffer.CommitBuffer;
import io.willingly.streams.testing.Deliveries;
import io.willingly.streams.testing.PipelineRun;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.GroupProtocol;
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
 * R46: the thread of a task that is corrupted ends before Kafka Streams revives it, for a revived
 * task may be thrown away with what it was to read again. What was in its buffer belongs to a
 * transaction that was aborted, and its input comes again.
 */
class RevivalIT {
  private static final Definition DEFINITION = Definition.standard(ZoneOffset.UTC);
  private static final int RECORDS = 1_000;
  private static final Duration POLL = Duration.ofMillis(200);

  @ParameterizedTest
  @EnumSource
  void anotherThreadCountsWhatACorruptedTaskHasNotCommitted(
      GroupProtocol protocol, @TempDir Path directory) throws Exception {
    try (DevBroker broker = DevBroker.start(directory.resolve("broker"), DevBroker.ANY_PORT)) {
      String bootstrap = broker.bootstrapServers();
      PipelineRun.createTopics(bootstrap);
      send(bootstrap);
      Counting counting = new Counting();
      PipelineConfig config =
          PipelineRun.config(bootstrap, directory.resolve("state"), DEFINITION, protocol);
      try (StreamsRun run =
          StreamsRun.start(
              "revival",
              config,
              List.of("in"),
              Deliveries.IDS,
              (settings, ids) -> counting.topology())) {
        PipelineRun.await(() -> counting.total(committed(bootstrap)) >= RECORDS);

        assertThat(run.stopped()).isNotDone();
      }

      assertThat(counting.corrupted).isTrue();
      assertThat(counting.threads).hasSize(2);
      assertThat(counting.total(committed(bootstrap))).isEqualTo(RECORDS);
    }
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
    private final Set<String> threads = ConcurrentHashMap.newKeySet();

    Topology topology() {
      return new Topology()
          .addSource("in", new StringDeserializer(), new StringDeserializer(), "in")
          .addProcessor("count", this, "in")
          .addSink("out", "out", new StringSerializer(), new StringSerializer(), "count");
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
          threads.add(Thread.currentThread().getName());
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
