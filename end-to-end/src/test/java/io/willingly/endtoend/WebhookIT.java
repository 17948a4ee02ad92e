package io.willingly.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fold.Reason;
import io.willingly.streams.broker.DevBroker;
import io.willingly.streams.testing.PipelineRun;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Posts through Kafka Connect into the pipeline, while things break. */
@SuppressWarnings("NullAway.Init") // set before each test
class WebhookIT {
  private static final int POSTS = 200;

  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicInteger answered = new AtomicInteger();
  private Path directory;
  private DevBroker broker;
  private PipelineRun pipeline;
  private int port;

  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    this.directory = directory;
    this.port = freePort();
    Path source = Files.createDirectories(directory.resolve("shop"));
    Files.writeString(source.resolve("webhook.yaml"), "token: {at: /token}\n");
    Files.writeString(
        source.resolve("mapping.yaml"),
        """
        version: 1
        inputs:
          orders: {format: json, columns: [order]}
        events:
          - name: won
            from: orders
            family: deal
            fields:
              eventId: "{order}:won"
              kind: WON
              occurredAt: "2026-03-01"
              dealId: "{order}"
              customerId: "C-{order}"
          - name: activated
            from: orders
            family: deal
            fields:
              eventId: "{order}:live"
              kind: ACTIVATED
              occurredAt: "2026-03-02"
              dealId: "{order}"
              customerId: "C-{order}"
        """);
    broker = DevBroker.start(directory.resolve("broker"), DevBroker.ANY_PORT);
    pipeline =
        PipelineRun.start(
            broker.bootstrapServers(),
            directory.resolve("state"),
            Definition.standard(ZoneOffset.UTC));
  }

  @AfterEach
  void stop() {
    pipeline.close();
    broker.close();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Map<String, String> config() {
    return Map.of(
        "connector.class", "io.willingly.connectors.connect.WebhookSourceConnector",
        "mapping", directory.resolve("shop").toString(),
        "webhook.host", "127.0.0.1",
        "webhook.port", Integer.toString(port),
        "webhook.secrets", "T-0,T-1");
  }

  /** The status of a post; 0 when there was no answer. */
  private int post(String order) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/webhooks/shop"))
            .timeout(Duration.ofSeconds(20))
            .POST(BodyPublishers.ofString("{\"token\":\"T-1\",\"order\":\"%s\"}".formatted(order)))
            .build();
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** As a source does: again until it is answered 2xx. */
  private void deliver(String order) {
    PipelineRun.await(() -> post(order) == 200);
    answered.incrementAndGet();
  }

  @Test
  void whatIsSentAgainIsCountedOnceAndNothingAnsweredIsLost() throws JMException {
    CompletableFuture<Void> senders;
    try (ConnectCluster first =
        ConnectCluster.fork(broker.bootstrapServers(), directory, Map.of())) {
      first.run("shop", config());
      senders = CompletableFuture.allOf(sender("a"), sender("b"), sender("c"), sender("d"));
      // Killed with posts on their way: four senders never pause.
      PipelineRun.await(() -> answered.get() >= POSTS / 4);
    }

    try (ConnectCluster second = ConnectCluster.start(broker.bootstrapServers(), Map.of())) {
      second.run("shop", config());
      senders.join();
      deliver("a-0");
      broker.close();
      // 503, or no answer: a worker that has lost its group stops what it runs.
      assertThat(post("late")).isNotEqualTo(200);
      broker = DevBroker.start(directory.resolve("broker"), brokerPort());
      deliver("late");
      assertThat(answeredKept()).isPositive();
    }

    Map<Reason, Long> ledger = pipeline.drained().ledger();
    assertThat(ledger).containsOnlyKeys(Reason.NONE, Reason.IDENTICAL_COPY);
    assertThat(ledger).containsEntry(Reason.NONE, 2L * POSTS + 2);
    assertThat(ledger.get(Reason.IDENTICAL_COPY)).isGreaterThanOrEqualTo(2);
  }

  private int brokerPort() {
    return URI.create("http://" + broker.bootstrapServers()).getPort();
  }

  /** What the metrics of the task say. */
  private static double answeredKept() throws JMException {
    MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    Set<ObjectName> names =
        beans.queryNames(
            new ObjectName("kafka.connect:type=plugins,connector=shop,answer=kept,*"), null);
    assertThat(names).hasSize(1);
    return (double) beans.getAttribute(names.iterator().next(), "posts-total");
  }

  private CompletableFuture<Void> sender(String name) {
    return CompletableFuture.runAsync(
        () -> {
          for (int i = 0; i < POSTS / 4; i++) {
            deliver(name + "-" + i);
          }
        },
        task -> {
          Thread thread = new Thread(task, "sender-" + name);
          thread.setDaemon(true);
          thread.start();
        });
  }
}
