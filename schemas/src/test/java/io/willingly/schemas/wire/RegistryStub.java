package io.willingly.schemas.wire;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The calls of a Confluent-compatible registry that the client makes. */
final class RegistryStub implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final List<String> schemas = new CopyOnWriteArrayList<>();
  private final Map<String, Integer> subjects = new HashMap<>();
  private final Map<String, String> compatibility = new HashMap<>();
  private @Nullable String authorization;
  private int forcedStatus;
  private String forcedBody = "";

  RegistryStub() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/apis/ccompat/v7/", this::answer);
    server.start();
  }

  /** With a slash at the end, as people write it. */
  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/apis/ccompat/v7/";
  }

  List<String> schemas() {
    return schemas;
  }

  /** What was set, by subject. */
  Map<String, String> compatibility() {
    return compatibility;
  }

  void answerAll(int status, String body) {
    forcedStatus = status;
    forcedBody = body;
  }

  void requireAuthorization(String value) {
    authorization = value;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring("/apis/ccompat/v7".length());
    String sent = exchange.getRequestHeaders().getFirst("Authorization");
    if (authorization != null && !authorization.equals(sent)) {
      respond(exchange, 401, "{\"error_code\":401,\"message\":\"who are you\"}");
    } else if (forcedStatus != 0) {
      respond(exchange, forcedStatus, forcedBody);
    } else if (path.startsWith("/compatibility/")) {
      String schema = JSON.readTree(exchange.getRequestBody()).path("schema").textValue();
      boolean takes = schemas.contains(schema);
      respond(
          exchange,
          200,
          "{\"is_compatible\":" + takes + ",\"messages\":[" + (takes ? "" : "\"why not\"") + "]}");
    } else if (path.endsWith("/versions") && exchange.getRequestMethod().equals("GET")) {
      versions(exchange, path.split("/", -1)[2]);
    } else if (path.startsWith("/config/") && exchange.getRequestMethod().equals("GET")) {
      String level = compatibility.get(path.replace("/config/", ""));
      respond(
          exchange,
          level == null ? 404 : 200,
          level == null
              ? "{\"error_code\":40408,\"message\":\"not configured\"}"
              : level.replace("compatibility", "compatibilityLevel"));
    } else if (exchange.getRequestMethod().equals("GET")) {
      int id = Integer.parseInt(path.substring("/schemas/ids/".length()));
      if (id < 1 || id > schemas.size()) {
        respond(exchange, 404, "{\"error_code\":40403,\"message\":\"Schema not found\"}");
      } else {
        ObjectNode body = JSON.createObjectNode().put("schema", schemas.get(id - 1));
        respond(exchange, 200, body.toString());
      }
    } else if (exchange.getRequestMethod().equals("PUT")) {
      String sentLevel =
          new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      compatibility.put(path.replace("/config/", ""), sentLevel);
      respond(exchange, 200, sentLevel);
    } else {
      post(exchange, path);
    }
  }

  private void versions(HttpExchange exchange, String subject) throws IOException {
    if (subjects.keySet().stream().anyMatch(key -> key.startsWith(subject + " "))) {
      respond(exchange, 200, "[1]");
    } else {
      respond(exchange, 404, "{\"error_code\":40401,\"message\":\"Subject not found\"}");
    }
  }

  private void post(HttpExchange exchange, String path) throws IOException {
    String schema = JSON.readTree(exchange.getRequestBody()).path("schema").textValue();
    boolean register = path.endsWith("/versions");
    String subject = path.replace("/subjects/", "").replace("/versions", "");
    Integer id = subjects.get(subject + " " + schema);
    if (id == null && register) {
      schemas.add(schema);
      id = schemas.size();
      subjects.put(subject + " " + schema, id);
    }
    if (id == null) {
      respond(exchange, 404, "{\"error_code\":40401,\"message\":\"Subject not found\"}");
    } else {
      respond(exchange, 200, "{\"id\":" + id + (register ? "}" : ",\"version\":" + id + "}"));
    }
  }

  private static void respond(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
