package io.willingly.streams.testing;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Fact;
import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.schemas.wire.WireFormat;
import io.willingly.streams.runtime.PipelineConfig;
import io.willingly.streams.runtime.PipelineService;
import io.willingly.streams.runtime.TopicSetup;
import io.willingly.streams.state.Stores;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.GroupProtocol;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** A pipeline on a real broker, in this JVM. */
public final class PipelineRun implements AutoCloseable {
  public static final int PARTITIONS = 4;

  /**
   * Never reached unless something hangs. A killed instance may leave a transaction open, which
   * holds its successors up for a minute and more.
   */
  public static final Duration LONG = Duration.ofMinutes(5);

  /** Between two looks, which would take the processor from what is looked at. */
  private static final Duration LOOK = Duration.ofMillis(20);

  private final PipelineService service;

  private PipelineRun(PipelineService service) {
    this.service = service;
  }

  public static PipelineRun start(String bootstrap, Path stateDir, Definition definition) {
    return start(bootstrap, stateDir, definition, Clock.systemUTC());
  }

  public static PipelineRun start(
      String bootstrap, Path stateDir, Definition definition, Clock clock) {
    return start(bootstrap, stateDir, definition, clock, Deliveries.IDS);
  }

  public static PipelineRun start(
      String bootstrap, Path stateDir, Definition definition, Clock clock, SchemaIds ids) {
    return start(config(bootstrap, stateDir, definition), clock, ids);
  }

  /** One that differs from the standard. */
  public static PipelineRun start(PipelineConfig config) {
    return start(config, Clock.systemUTC(), Deliveries.IDS);
  }

  private static PipelineRun start(PipelineConfig config, Clock clock, SchemaIds ids) {
    createTopics(config.bootstrapServers());
    PipelineService service = PipelineService.start(config, ids, clock);
    PipelineRun run = new PipelineRun(service);
    try {
      service.awaitRunning(LONG);
      return run;
    } catch (IllegalStateException e) {
      run.close();
      throw e;
    }
  }

  /** Asks until it is so, but not for ever. */
  public static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + LONG.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not so after " + LONG);
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  public static void createTopics(String bootstrap) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      TopicSetup.createMissing(admin, PARTITIONS, 1);
    }
  }

  public static PipelineConfig config(String bootstrap, Path stateDir, Definition definition) {
    return PipelineConfig.standard(bootstrap, stateDir, definition);
  }

  public static PipelineConfig config(
      String bootstrap, Path stateDir, Definition definition, GroupProtocol protocol) {
    PipelineConfig standard = config(bootstrap, stateDir, definition);
    return new PipelineConfig(
        standard.bootstrapServers(),
        standard.applicationId(),
        protocol,
        standard.instanceId(),
        standard.stateDir(),
        standard.organisation(),
        standard.definition(),
        standard.closing(),
        standard.threads(),
        standard.commitInterval(),
        standard.standbyReplicas(),
        standard.clientSettings(),
        standard.publication(),
        standard.advertised());
  }

  public static KafkaProducer<byte[], byte[]> producer(String bootstrap) {
    return new KafkaProducer<>(
        new TreeMap<>(Map.of("bootstrap.servers", bootstrap, "linger.ms", "5")),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  /** Publishes a row of a topic; null deletes it. */
  public static <K extends SpecificRecord, V extends SpecificRecord> void publish(
      String bootstrap, Topic<K, V> topic, K key, @Nullable V value) {
    byte[] bytes = value == null ? null : WireFormat.values(topic, Deliveries.IDS).encode(value);
    try (KafkaProducer<byte[], byte[]> producer = producer(bootstrap)) {
      producer
          .send(
              new ProducerRecord<>(
                  topic.name(), WireFormat.keys(topic, Deliveries.IDS).encode(key), bytes))
          .get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public static void send(String bootstrap, List<Fact> facts) {
    try (KafkaProducer<byte[], byte[]> producer = producer(bootstrap)) {
      List<Future<RecordMetadata>> sent = new ArrayList<>(facts.size());
      for (Fact fact : facts) {
        sent.add(producer.send(Deliveries.of(fact)));
      }
      for (Future<RecordMetadata> record : sent) {
        record.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError("the broker did not take a fact", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public PipelineService service() {
    return service;
  }

  /** What has been counted, once everything sent so far is. */
  public PipelineState drained() {
    if (!service.awaitDrained(LONG, left -> {})) {
      throw new AssertionError("not drained in " + LONG);
    }
    return new PipelineState(kind -> List.of(store(kind)));
  }

  private ReadOnlyKeyValueStore<Bytes, byte[]> store(Stores kind) {
    return service
        .streams()
        .store(
            StoreQueryParameters.fromNameAndType(
                kind.storeName(), QueryableStoreTypes.keyValueStore()));
  }

  @Override
  public void close() {
    service.close();
  }
}
