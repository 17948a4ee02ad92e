package io.willingly.benchmarks;

import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.Decoded;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.schemas.wire.WireFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The limit: the same topics polled and decoded by two threads, and nothing done with it. */
final class RawConsume {
  private static final int THREADS = 2;

  private final Cluster cluster;
  private final Map<String, WireFormat<? extends SpecificRecord>> formats = new HashMap<>();

  RawConsume(Cluster cluster, SchemaIds ids) {
    this.cluster = cluster;
    for (Topic<?, ? extends SpecificRecord> topic : Topics.ALL) {
      if (topic.role() == Topic.Role.INPUT) {
        formats.put(topic.name(), WireFormat.values(topic, ids));
      }
    }
  }

  /** Reads everything once and tells how many events that was. */
  long run() throws InterruptedException, ExecutionException {
    Map<TopicPartition, Long> ends = cluster.ends(formats::containsKey);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Long>> counts = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int mine = thread;
        Map<TopicPartition, Long> share = new HashMap<>(ends);
        share.keySet().removeIf(partition -> partition.partition() % THREADS != mine);
        counts.add(threads.submit(() -> read(share)));
      }
      long count = 0;
      for (Future<Long> each : counts) {
        count += each.get();
      }
      return count;
    } finally {
      threads.shutdownNow();
    }
  }

  private long read(Map<TopicPartition, Long> ends) {
    Map<String, Object> settings = new HashMap<>(cluster.clientSettings());
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 << 20);
    long left = ends.values().stream().mapToLong(Long::longValue).sum();
    long decoded = 0;
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(ends.keySet());
      consumer.seekToBeginning(ends.keySet());
      while (left > 0) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          left--;
          WireFormat<?> format = formats.get(record.topic());
          if (format != null && format.decode(record.value()) instanceof Decoded.Value<?>) {
            decoded++;
          }
        }
      }
    }
    return decoded;
  }
}
