package io.willingly.streams.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.willingly.stages.DeltaBuffer;
import io.willingly.streams.testing.TempDirs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.junit.jupiter.api.Test;

class CommitBufferTest {
  /** One commit a record: the letters of each record are merged. */
  @Test
  void mergesByKeyAndDrainsInKeyOrderAtCommit() {
    List<String> drained = drain(StreamsConfig.EXACTLY_ONCE_V2, 1, "banana", "cab");

    assertThat(drained).containsExactly("a=3", "b=1", "n=2", "a=1", "b=1", "c=1");
  }

  @Test
  void drainsEarlyRatherThanGrowWithoutBound() {
    int half = (int) (DeltaBuffer.MAX_BYTES / 2);

    List<String> drained = drain(StreamsConfig.EXACTLY_ONCE_V2, half, "zzyxb");

    assertThat(drained).containsExactly("y=1", "z=2", "b=1", "x=1");
  }

  @Test
  void refusesAtLeastOnceWhereItWouldLoseData() {
    assertThatThrownBy(() -> drain(StreamsConfig.AT_LEAST_ONCE, 1, "a"))
        .hasStackTraceContaining("R48");
  }

  /** The transaction is aborted and its input comes again, with all that was in the buffer. */
  @Test
  void aDrainThatFailsLeavesNothingBehind() {
    Letters failing =
        new Letters(
            1,
            sums -> {
              throw new IllegalStateException("the sink is full");
            });
    try (TopologyTestDriver driver = driver(StreamsConfig.EXACTLY_ONCE_V2, failing)) {
      assertThatThrownBy(() -> pipe(driver, "ab")).hasRootCauseMessage("the sink is full");

      assertThat(buffer(driver).deltas().get("a")).isNull();
      assertThat(buffer(driver).deltas().get("b")).isNull();
    }
  }

  @Test
  void closingForgetsWhatWasNotCommitted() {
    List<Map.Entry<String, Long>> drained = new ArrayList<>();
    CommitBuffer<String, Long> buffer;
    try (TopologyTestDriver driver =
        driver(StreamsConfig.EXACTLY_ONCE_V2, new Letters(1, drained::addAll))) {
      buffer = buffer(driver);
      buffer.deltas().add("late", 1L);
      assertThat(buffer.isOpen()).isTrue();
      buffer.close();

      buffer.flushCache();
    }

    assertThat(buffer.isOpen()).isFalse();
    assertThat(buffer.deltas().get("late")).isNull();
    assertThat(drained).isEmpty();
  }

  private static List<String> drain(String guarantee, int weight, String... records) {
    List<String> drained = new ArrayList<>();
    Letters letters =
        new Letters(
            weight, sums -> sums.forEach(sum -> drained.add(sum.getKey() + "=" + sum.getValue())));
    try (TopologyTestDriver driver = driver(guarantee, letters)) {
      pipe(driver, records);
    }
    return drained;
  }

  @SuppressWarnings("unchecked") // the one store of the topology
  private static CommitBuffer<String, Long> buffer(TopologyTestDriver driver) {
    return (CommitBuffer<String, Long>) driver.getStateStore("buffer");
  }

  private static void pipe(TopologyTestDriver driver, String... records) {
    var input = driver.createInputTopic("letters", new StringSerializer(), new StringSerializer());
    for (String record : records) {
      input.pipeInput(record);
    }
  }

  private static TopologyTestDriver driver(String guarantee, Letters letters) {
    Topology topology = new Topology();
    topology.addSource("letters", "letters");
    topology.addProcessor("count", letters, "letters");
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "letters");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, guarantee);
    settings.put(StreamsConfig.STATE_DIR_CONFIG, TempDirs.create("buffer").toString());
    settings.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
    settings.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
    return new TopologyTestDriver(topology, settings, Instant.EPOCH);
  }

  private record Letters(int weight, DeltaBuffer.Drain<String, Long> drain)
      implements ProcessorSupplier<String, String, String, String> {
    @Override
    public Processor<String, String, String, String> get() {
      return new ContextualProcessor<>() {
        @Override
        public void init(ProcessorContext<String, String> context) {
          super.init(context);
          buffer().deltas().drainTo(drain);
        }

        @Override
        public void process(Record<String, String> record) {
          record
              .value()
              .chars()
              .forEach(letter -> buffer().deltas().add(Character.toString(letter), 1L));
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
              "buffer", () -> new DeltaBuffer<String, Long>(Long::sum, value -> weight)));
    }
  }
}
