package io.willingly.streams.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.willingly.schemas.wire.SchemaIds;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.avro.SchemaParser;

/** A registry over HTTP with the ids of another one, which is away when it is first asked. */
public final class RegistryStub implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SchemaIds ids;
  private final HttpServer server;
  private final int failures;
  private final ConcurrentMap<String, Integer> asked = new ConcurrentHashMap<>();

  /**
   * Starts it.
   *
   * @param failures how often each question is answered with 503 before it is with 200
   */
  public RegistryStub(SchemaIds ids, int failures) throws IOException {
    this.ids = ids;
    this.failures = failures;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** How often each question was asked. */
  public Map<String, Integer> asked() {
    return Map.copyOf(asked);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (asked.merge(path, 1, Integer::sum) <= failures) {
      respond(exchange, 503, "{\"message\":\"away\"}");
    } else if (exchange.getRequestMethod().equals("GET")) {
      int id = Integer.parseInt(path.substring("/schemas/ids/".length()));
      if (ids.schemaById(id) instanceof SchemaIds.Lookup.Known known) {
        String schema = known.schema().toString();
        respond(exchange, 200, JSON.createObjectNode().put("schema", schema).toString());
      } else {
        respond(exchange, 404, "{\"error_code\":40403}");
      }
    } else {
      String schema = JSON.readTree(exchange.getRequestBody()).path("schema").textValue();
      int id = ids.idFor(path, new SchemaParser().parse(schema).mainSchema());
      respond(exchange, 200, "{\"id\":" + id + "}");
    }
  }

  private static void respond(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
