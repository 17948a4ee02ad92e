package io.willingly.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.config.Settings;
import io.willingly.streams.config.SettingsReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ADR 0004: on a cluster schemas are registered by the roll-out, and by nothing else. */
class RegistryTest {
  private static final String SECRET = "Basic abc";

  @TempDir Path dir;

  private final List<String> schemas = new ArrayList<>();
  private final Map<String, Integer> subjects = new TreeMap<>();
  private final Set<String> fullTransitive = new TreeSet<>();
  private final Set<String> ofOthers = new TreeSet<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void registersEverySchemaOnce() {
    Settings settings = settings("far:9092");

    int first = Registry.register(settings);
    int again = Registry.register(settings);

    assertThat(again).isEqualTo(first).isGreaterThan(Topics.ALL.size()).isEqualTo(schemas.size());
    assertThat(fullTransitive).isEqualTo(subjects.keySet());
    Registry.ready(settings);
    assertThat(schemas).hasSize(first);
  }

  @Test
  void aPipelineOfAClusterRegistersNothingAndSaysWhatDoes() {
    Settings settings = settings("far:9092");

    assertThatThrownBy(() -> Registry.ready(settings))
        .hasMessageContaining(Topics.ALL.get(0).valueSubject())
        .hasMessageContaining("willingly topics create");
    assertThat(schemas).isEmpty();
  }

  /** A roll-out that ended half way would leave schemas that no build writes. */
  @Test
  void nothingIsRegisteredWhenTheRegistryWouldRefuseOne() {
    String last = Topics.ALL.get(Topics.ALL.size() - 1).valueSubject();
    ofOthers.add(last);

    assertThatThrownBy(() -> Registry.register(settings("far:9092")))
        .hasMessageContaining("refuses schema")
        .hasMessageContaining(last)
        .hasMessageContaining("other type");
    assertThat(schemas).isEmpty();
  }

  @Test
  void aCheckTellsWhatIsMissingAndWhatIsRefused() {
    Settings settings = settings("far:9092");
    String last = Topics.ALL.get(Topics.ALL.size() - 1).valueSubject();
    ofOthers.add(last);

    List<String> problems = Registry.check(settings);

    assertThat(problems).hasSizeGreaterThan(Topics.ALL.size());
    assertThat(problems.get(0)).contains("register it first", "willingly topics create");
    assertThat(problems).anyMatch(each -> each.contains(last) && each.contains("refuses schema"));
    ofOthers.clear();
    Registry.register(settings);
    assertThat(Registry.check(settings)).isEmpty();
    fullTransitive.remove(last);
    assertThat(Registry.check(settings))
        .singleElement()
        .asString()
        .contains(last, "FULL_TRANSITIVE");
  }

  @Test
  void aRegistryThatIsAwayIsToldApart() {
    server.stop(0);

    assertThatThrownBy(() -> Registry.ready(settings("far:9092")))
        .hasMessageContaining("does not answer; is it running, and is the address right?")
        .hasMessageContaining("127.0.0.1:" + server.getAddress().getPort());
  }

  @Test
  void theEmbeddedRunRegistersBeforeItStarts() {
    Registry.ready(settings(""));

    assertThat(schemas).hasSizeGreaterThan(Topics.ALL.size());
    assertThat(fullTransitive).isEqualTo(subjects.keySet());
  }

  private Settings settings(String bootstrapServers) {
    return new SettingsReader(Map.of("WILLINGLY_PIPELINE_SCHEMA_REGISTRY_AUTHORIZATION", SECRET))
        .read(
            Map.of(),
            Map.of(
                "data.dir",
                dir.toString(),
                "kafka.bootstrap-servers",
                bootstrapServers,
                "pipeline.schema-registry-url",
                "http://127.0.0.1:" + server.getAddress().getPort()));
  }

  /** As a registry does, with one version a subject. */
  private synchronized void answer(HttpExchange exchange) throws IOException {
    String[] path = exchange.getRequestURI().getPath().split("/", -1);
    boolean asked = path[1].equals("compatibility");
    String subject = path[asked ? 3 : 2];
    boolean known = Topics.ALL.stream().anyMatch(topic -> hasSubject(topic, subject));
    String schema = new ObjectMapper().readTree(exchange.getRequestBody()).path("schema").asText();
    if (!SECRET.equals(exchange.getRequestHeaders().getFirst("Authorization")) || !known) {
      respond(exchange, 401, "{}");
    } else if (asked) {
      boolean takes = !ofOthers.contains(subject);
      respond(exchange, 200, "{\"is_compatible\":" + takes + ",\"messages\":[\"other type\"]}");
    } else if (path[1].equals("config") && exchange.getRequestMethod().equals("GET")) {
      boolean set = fullTransitive.contains(subject);
      respond(
          exchange,
          set ? 200 : 404,
          set ? "{\"compatibilityLevel\":\"FULL_TRANSITIVE\"}" : "{\"error_code\":40408}");
    } else if (exchange.getRequestMethod().equals("GET")) {
      boolean there = ofOthers.contains(subject) || subjects.containsKey(subject);
      respond(exchange, there ? 200 : 404, there ? "[1]" : "{\"error_code\":40401}");
    } else if (path[1].equals("config")) {
      fullTransitive.add(path[2]);
      respond(exchange, 200, "{}");
    } else if (path.length > 3 && !fullTransitive.contains(path[2])) {
      respond(exchange, 500, "{\"message\":\"anything would be taken\"}");
    } else if (path.length > 3 && !subjects.containsKey(path[2])) {
      schemas.add(schema);
      subjects.put(path[2], schemas.size());
      respond(exchange, 200, "{\"id\":" + schemas.size() + "}");
    } else if (subjects.containsKey(path[2])) {
      respond(exchange, 200, "{\"id\":" + subjects.get(path[2]) + "}");
    } else {
      respond(exchange, 404, "{\"error_code\":40401}");
    }
  }

  private static boolean hasSubject(Topic<?, ?> topic, String subject) {
    return topic.valueSubject().equals(subject)
        || (!topic.hasPlainKey() && topic.keySubject().equals(subject));
  }

  private static void respond(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
