package io.willingly.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.fact.Fact;
import io.willingly.schemas.wire.EmbeddedSchemaIds;
import io.willingly.streams.broker.DevBroker;
import io.willingly.streams.cli.Shell.Result;
import io.willingly.streams.demo.Company;
import io.willingly.streams.demo.Feed;
import io.willingly.streams.runtime.EventProducer;
import io.willingly.streams.runtime.EventRecords;
import io.willingly.streams.testing.PipelineRun;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A demo that is started again goes on where it stopped. */
class DemoIT {
  private static final Instant NOW = Instant.parse("2025-01-20T10:00:00Z");
  private static final Company COMPANY =
      new Company(new Company.Settings(1, 12, LocalDate.of(2025, 1, 1), ZoneOffset.UTC));

  private static final Duration MONTH = Duration.ofDays(30);

  @TempDir Path temp;

  @Test
  void sendsWhatAKilledDemoHadNotSentAndNothingTwice() {
    try (DevBroker broker = DevBroker.start(temp.resolve("broker"), DevBroker.ANY_PORT)) {
      String bootstrap = broker.bootstrapServers();
      PipelineRun.createTopics(bootstrap);
      List<Fact> past = past(NOW);
      List<Fact> sent = past.subList(0, past.size() / 2);
      // Killed: what was on its way to some of the partitions is lost.
      List<Fact> arrived = new ArrayList<>(sent.subList(0, sent.size() / 2));
      sent.subList(sent.size() / 2, sent.size()).stream()
          .filter(fact -> partition(fact) < 2)
          .forEach(arrived::add);

      try (EventProducer producer = producer(bootstrap)) {
        arrived.forEach(producer::send);
        producer.flush();
      }
      try (EventProducer producer = producer(bootstrap);
          Progress progress = new Shell(Map.of()).console().progress("past")) {
        DemoFeeder feeder =
            new DemoFeeder(
                new Feed(COMPANY, clock(NOW)), DemoPosition.read(bootstrap)::sent, producer);
        feeder.history(0, NOW.toEpochMilli(), progress);
      }

      assertThat(arrivals(bootstrap)).containsExactlyInAnyOrderElementsOf(arrivals(past));
    }
  }

  /** Others send there, too, and later than the company's clock. */
  @Test
  void goesOnOnAClusterWhereItStopped() {
    try (DevBroker broker = DevBroker.start(temp.resolve("broker"), DevBroker.ANY_PORT)) {
      String bootstrap = broker.bootstrapServers();
      PipelineRun.createTopics(bootstrap);
      List<Fact> past = past(NOW);
      Fact others = past(NOW.plus(MONTH)).get(past.size() + 400);

      elsewhere(bootstrap, NOW.plus(MONTH));
      assertThat(arrivals(bootstrap)).containsExactlyInAnyOrderElementsOf(arrivals(past));
      try (EventProducer producer = producer(bootstrap)) {
        producer.send(others);
      }
      elsewhere(bootstrap, NOW.plus(MONTH).plus(Duration.ofDays(3)));

      List<Long> sent = arrivals(past(NOW.plus(Duration.ofDays(3))));
      sent.add(others.delivery().arrival());
      assertThat(arrivals(bootstrap)).containsExactlyInAnyOrderElementsOf(sent);
    }
  }

  @Test
  void theSameCompanyGoesOn() {
    Shell shell = new Shell(Map.of());
    String data = temp.resolve("demo").toString();

    Result founded = demo(shell, data, "--reps", "12", "--history-days", "20");
    Result goesOn = demo(shell, data, "--reps", "12", "--history-days", "90");
    Result another = demo(shell, data, "--reps", "13");

    assertThat(founded.code()).as(founded.err()).isZero();
    assertThat(goesOn.code()).as(goesOn.err()).isZero();
    assertThat(goesOn.err()).contains("goes on", "--history-days is for a new one");
    assertThat(goesOn.out()).contains(" 0 duplicate + ");
    assertThat(another.code()).as(another.err()).isEqualTo(2);
    assertThat(another.err()).contains("another company lives in");
  }

  /** What is older than a month is sent at once. */
  private void elsewhere(String bootstrap, Instant now) {
    Host host = new Host(new Shell(Map.of()).console(), Map.of(), Clock.fixed(now, ZoneOffset.UTC));
    try (EventProducer producer = producer(bootstrap)) {
      new DemoElsewhere(host, COMPANY, temp, Map.of("bootstrap.servers", bootstrap), producer)
          .run(() -> {}, 1, Duration.ZERO);
    }
  }

  private static List<Long> arrivals(List<Fact> facts) {
    return new ArrayList<>(facts.stream().map(fact -> fact.delivery().arrival()).toList());
  }

  private static Result demo(Shell shell, String data, String... more) {
    String[] args = {"demo", "--plain", "--for", "1s", "--data", data};
    String[] all = Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return shell.run(all);
  }

  private static Clock clock(Instant now) {
    return Clock.fixed(now, ZoneOffset.UTC);
  }

  private static List<Fact> past(Instant now) {
    Feed feed = new Feed(COMPANY, clock(now));
    List<Fact> past = new ArrayList<>();
    for (@Nullable Fact fact = feed.poll(); fact != null; fact = feed.poll()) {
      past.add(fact);
    }
    return past;
  }

  private static int partition(Fact fact) {
    byte[] key = fact.customerId().getBytes(StandardCharsets.UTF_8);
    return BuiltInPartitioner.partitionForKey(key, PipelineRun.PARTITIONS);
  }

  private static EventProducer producer(String bootstrap) {
    return new EventProducer(Map.of("bootstrap.servers", bootstrap), EmbeddedSchemaIds.inMemory());
  }

  /** Arrival of every record on the topics of the company. */
  private static List<Long> arrivals(String bootstrap) {
    TreeSet<String> topics = new TreeSet<>();
    EventRecords records = new EventRecords(EmbeddedSchemaIds.inMemory());
    past(NOW).forEach(fact -> topics.add(records.of(fact).topic()));
    Map<String, Object> settings =
        Map.of("bootstrap.servers", bootstrap, "enable.auto.commit", "false");
    List<Long> arrivals = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> all = new ArrayList<>();
      for (String topic : topics) {
        consumer
            .partitionsFor(topic)
            .forEach(info -> all.add(new TopicPartition(topic, info.partition())));
      }
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(PipelineRun.LONG)) {
          arrivals.add(record.timestamp());
        }
      }
    }
    return arrivals;
  }
}
