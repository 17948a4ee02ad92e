package io.willingly.streams.meters;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.willingly.streams.broker.DevBroker;
import io.willingly.streams.cli.WillinglyMain;
import io.willingly.streams.testing.ChildJvm;
import io.willingly.streams.testing.January;
import io.willingly.streams.testing.PipelineRun;
import io.willingly.streams.testing.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/**
 * A real Prometheus scrapes {@code willingly run}, with the rules and the dashboard we ship. It is
 * on the network of this machine, where the pipeline listens to the loopback address only.
 */
class PrometheusIT {
  private static final DockerImageName IMAGE = DockerImageName.parse("prom/prometheus:v2.42.0");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path DEPLOY = Path.of("..", "deploy").toAbsolutePath().normalize();
  private static final String RULES = "/etc/willingly/";

  private final HttpClient client = HttpClient.newHttpClient();
  private final int internal = Ports.free();
  private final int page = Ports.free();
  private final int prometheus = Ports.free();

  /** Skipped, loudly, without a Docker engine, unless {@code DOCKER_REQUIRED} is set. */
  private static void requireEngine() {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      String message = "no Docker engine";
      if (System.getenv("DOCKER_REQUIRED") != null) {
        throw new IllegalStateException(message + ", and DOCKER_REQUIRED is set");
      }
      System.err.println("SKIPPED: " + message);
      Assumptions.abort(message);
    }
  }

  /** The rules we ship, but impatient: an alert fires after a second. */
  private GenericContainer<?> container() throws IOException {
    String alerts = Files.readString(DEPLOY.resolve("prometheus/alerts.yml"));
    String config =
        """
        global: {scrape_interval: 1s, evaluation_interval: 1s}
        rule_files: [alerts.yml]
        scrape_configs:
          - job_name: willingly
            static_configs: [{targets: ['127.0.0.1:%d']}]
        """
            .formatted(internal);
    GenericContainer<?> container =
        new GenericContainer<>(IMAGE)
            .withNetworkMode("host")
            .withCopyToContainer(Transferable.of(config), "/etc/prometheus/prometheus.yml")
            .withCopyToContainer(
                Transferable.of(alerts.replaceAll("for: \\d+m", "for: 1s")),
                "/etc/prometheus/alerts.yml")
            .withCommand(
                "--config.file=/etc/prometheus/prometheus.yml",
                "--storage.tsdb.path=/tmp/tsdb",
                "--web.listen-address=127.0.0.1:" + prometheus)
            .waitingFor(Wait.forLogMessage(".*Server is ready to receive web requests.*", 1));
    for (String file : List.of("prometheus.yml", "alerts.yml", "alerts_test.yml")) {
      container.withCopyToContainer(
          Transferable.of(Files.readString(DEPLOY.resolve("prometheus").resolve(file))),
          RULES + file);
    }
    return container;
  }

  private HttpResponse<String> get(int port, String path) {
    try {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
          BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What Prometheus answers now; none when there is nothing. */
  private List<JsonNode> query(String expression) {
    String query = URLEncoder.encode(expression, StandardCharsets.UTF_8);
    JsonNode answer = parsed(get(prometheus, "/api/v1/query?query=" + query).body());
    assertThat(answer.path("status").asText()).as(expression + answer).isEqualTo("success");
    List<JsonNode> results = new ArrayList<>();
    answer.path("data").path("result").forEach(results::add);
    return results;
  }

  /** The first value; NaN when there is none. */
  private double value(String expression) {
    return query(expression).stream()
        .findFirst()
        .map(result -> Double.parseDouble(result.path("value").path(1).asText()))
        .orElse(Double.NaN);
  }

  private static JsonNode parsed(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new AssertionError(json, e);
    }
  }

  private static String run(GenericContainer<?> container, String command)
      throws IOException, InterruptedException {
    ExecResult result = container.execInContainer("sh", "-c", command);
    return result.getExitCode() + "\n" + result.getStdout() + result.getStderr();
  }

  private static List<String> shownOnTheDashboard() throws IOException {
    JsonNode dashboard =
        JSON.readTree(DEPLOY.resolve("grafana/dashboards/willingly.json").toFile());
    return dashboard.findValuesAsText("expr");
  }

  private static void count(String bootstrap) {
    PipelineRun.send(bootstrap, January.deals());
    try (KafkaProducer<byte[], byte[]> producer = PipelineRun.producer(bootstrap)) {
      producer.send(new ProducerRecord<>("deal-events", new byte[1], new byte[1]));
    }
  }

  @Test
  void aRunningPipelineIsScrapedAndAStoppedOneIsAlarming(@TempDir Path directory)
      throws IOException, InterruptedException {
    requireEngine();
    try (GenericContainer<?> container = container();
        DevBroker broker = DevBroker.start(directory.resolve("broker"), DevBroker.ANY_PORT)) {
      PipelineRun.createTopics(broker.bootstrapServers());
      container.start();
      try (ChildJvm pipeline =
          ChildJvm.start(
              directory.resolve("run.txt"),
              WillinglyMain.class,
              "run",
              "--data=" + directory.resolve("data"),
              "--bootstrap=" + broker.bootstrapServers(),
              "--set=http.port=" + page,
              "--set=internal.port=" + internal)) {
        pipeline.await(
            "a scrape of what runs",
            PipelineRun.LONG,
            () -> value("sum(willingly_state{state=\"running\"})") == 2);

        assertThat(query("ALERTS{alertname=\"WillinglyDown\",alertstate=\"firing\"}")).isEmpty();
        count(broker.bootstrapServers());
        PipelineRun.await(() -> value("max(willingly_events_received_total{source=\"crm\"})") == 5);
        assertThat(value("max(willingly_events_rejected{reason=\"UNDECODABLE\"})")).isEqualTo(1);
        assertThat(get(page, "/readyz").statusCode()).isEqualTo(200);
        everyPanelShowsSomething();
        theFilesAndTheMetersAreAsPrometheusWantsThem(container);
      }
      PipelineRun.await(
          () -> !query("ALERTS{alertname=\"WillinglyDown\",alertstate=\"firing\"}").isEmpty());
    }
  }

  /** But for messages: none was sent. */
  private void everyPanelShowsSomething() throws IOException {
    List<String> expressions = shownOnTheDashboard();
    assertThat(expressions).hasSizeGreaterThan(20);
    for (String expression : expressions) {
      if (expression.contains("willingly_delivery_")) {
        assertThat(query(expression)).isEmpty();
      } else {
        PipelineRun.await(() -> !query(expression).isEmpty());
      }
    }
  }

  private void theFilesAndTheMetersAreAsPrometheusWantsThem(GenericContainer<?> container)
      throws IOException, InterruptedException {
    assertThat(run(container, "promtool check config " + RULES + "prometheus.yml"))
        .startsWith("0\n");
    assertThat(run(container, "cd %s && promtool test rules alerts_test.yml".formatted(RULES)))
        .startsWith("0\n")
        .contains("SUCCESS");
    String address = "http://127.0.0.1:" + internal + "/metrics";
    assertThat(
            run(
                container,
                "wget -q -O /tmp/scrape %s && grep -c willingly_ /tmp/scrape; promtool check metrics </tmp/scrape"
                    .formatted(address)))
        .containsPattern("^\\d\n[1-9]\\d+\n") // lines of ours that were checked
        .doesNotContain("willingly_", "error while linting", "parsing");
  }
}
