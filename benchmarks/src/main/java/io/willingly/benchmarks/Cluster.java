package io.willingly.benchmarks;

import io.willingly.metrics.fact.Fact;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.streams.broker.DevBrokerMain;
import io.willingly.streams.demo.Company;
import io.willingly.streams.runtime.EventProducer;
import io.willingly.streams.runtime.TopicSetup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** A broker in a JVM of its own, with the events of a simulated company in its topics. */
final class Cluster implements AutoCloseable {
  static final int PARTITIONS = 4;

  private static final int REPS = 300;
  private static final int SECONDS = 60;

  private final Process broker;
  private final String bootstrapServers;

  private Cluster(Process broker, String bootstrapServers) {
    this.broker = broker;
    this.bootstrapServers = bootstrapServers;
  }

  /** Starts a broker on an empty directory and creates the topics. */
  static Cluster start(Path directory) throws IOException, InterruptedException {
    int port = freePort();
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx1g",
                    "-cp",
                    System.getProperty("java.class.path"),
                    DevBrokerMain.class.getName(),
                    directory.resolve("broker").toString(),
                    String.valueOf(port)))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("broker.log").toFile())
            .start();
    Cluster cluster = new Cluster(process, "127.0.0.1:" + port);
    try (Admin admin = Admin.create(cluster.clientSettings())) {
      TopicSetup.createMissing(admin, PARTITIONS, 1);
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
    return cluster;
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  Map<String, Object> clientSettings() {
    // A broker that is just starting refuses connections; the clients try again.
    return Map.of("bootstrap.servers", bootstrapServers);
  }

  /** CPU time of the broker so far. */
  Duration cpu() {
    return broker.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  static Company company() {
    return new Company(
        new Company.Settings(
            Company.Settings.SEED, REPS, LocalDate.of(2024, 1, 1), ZoneOffset.UTC));
  }

  /** Sends the first events of a company of 300 reps. */
  void fill(int events, SchemaIds ids) {
    fill(company(), events, ids);
  }

  /** Sends the first events of a company; the last of them. */
  Fact fill(Company company, int events, SchemaIds ids) {
    Iterator<Fact> facts = company.facts();
    Fact last = facts.next();
    try (EventProducer producer = new EventProducer(clientSettings(), ids)) {
      producer.send(last);
      for (int i = 1; i < events; i++) {
        last = facts.next();
        producer.send(last);
      }
      producer.flush();
    }
    return last;
  }

  /** End offsets of all partitions of the topics that are asked for. */
  Map<TopicPartition, Long> ends(Predicate<String> topics) {
    try (Admin admin = Admin.create(clientSettings())) {
      Collection<String> names =
          admin.listTopics().names().get(SECONDS, TimeUnit.SECONDS).stream()
              .filter(topics)
              .toList();
      Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
      admin
          .describeTopics(names)
          .allTopicNames()
          .get(SECONDS, TimeUnit.SECONDS)
          .forEach(
              (name, topic) ->
                  topic
                      .partitions()
                      .forEach(
                          p ->
                              latest.put(
                                  new TopicPartition(name, p.partition()), OffsetSpec.latest())));
      Map<TopicPartition, Long> ends = new HashMap<>();
      admin
          .listOffsets(latest)
          .all()
          .get(SECONDS, TimeUnit.SECONDS)
          .forEach((partition, end) -> ends.put(partition, end.offset()));
      return ends;
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("cannot read end offsets", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Records, and the few transaction markers, in the topics that are asked for. */
  long records(Predicate<String> topics) {
    return ends(topics).values().stream().mapToLong(Long::longValue).sum();
  }

  /** Forgets what an application has left in the broker. */
  void dropTopicsOf(String applicationId) {
    try (Admin admin = Admin.create(clientSettings())) {
      Collection<String> names =
          admin.listTopics().names().get(SECONDS, TimeUnit.SECONDS).stream()
              .filter(name -> name.startsWith(applicationId + "-"))
              .toList();
      admin.deleteTopics(names).all().get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("cannot delete topics", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    broker.destroy();
    try {
      if (!broker.waitFor(SECONDS, TimeUnit.SECONDS)) {
        broker.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      broker.destroyForcibly();
    }
  }
}
