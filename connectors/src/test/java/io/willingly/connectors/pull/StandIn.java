package io.willingly.connectors.pull;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A vendor's API on this machine. */
final class StandIn implements AutoCloseable {

  /**
   * What it was asked.
   *
   * @param query decoded
   * @param headers names in lower case
   */
  record Asked(
      String method,
      String path,
      Map<String, String> query,
      Map<String, String> headers,
      String body) {

    /** A query parameter; empty when it is not there. */
    String query(String name) {
      return query.getOrDefault(name, "");
    }
  }

  /** What it answers. */
  record Answer(int status, Map<String, String> headers, String body) {
    static Answer json(String body) {
      // Test text has single quotes for readability.
      return new Answer(200, Map.of(), body.replace('\'', '"'));
    }

    static Answer status(int status) {
      return new Answer(status, Map.of(), "{\"message\":\"says the vendor\"}");
    }

    Answer with(String header, String value) {
      Map<String, String> all = new TreeMap<>(headers);
      all.put(header, value);
      return new Answer(status, all, body);
    }
  }

  static {
    // An answer's body otherwise waits 40 ms until its header is acknowledged.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  StandIn(Function<Asked, Answer> vendor) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    server.createContext("/", exchange -> answer(exchange, vendor));
    server.start();
  }

  private void answer(HttpExchange exchange, Function<Asked, Answer> vendor) throws IOException {
    try (exchange) {
      Map<String, String> headers = new TreeMap<>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
      Asked question =
          new Asked(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getRawPath(),
              query(exchange.getRequestURI().getRawQuery()),
              headers,
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      asked.add(question);
      Answer answer = vendor.apply(question);
      answer.headers().forEach(exchange.getResponseHeaders()::add);
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static Map<String, String> query(@Nullable String raw) {
    Map<String, String> query = new TreeMap<>();
    if (raw != null) {
      Arrays.stream(raw.split("&"))
          .map(pair -> pair.split("=", 2))
          .forEach(
              pair ->
                  query.merge(
                      URLDecoder.decode(pair[0], StandardCharsets.UTF_8),
                      URLDecoder.decode(pair[1], StandardCharsets.UTF_8),
                      (one, other) -> one + "," + other));
    }
    return query;
  }

  String base() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** All it was asked, in order. */
  List<Asked> asked() {
    return asked;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
