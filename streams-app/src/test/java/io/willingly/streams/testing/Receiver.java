package io.willingly.streams.testing;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntUnaryOperator;

/** Takes what is posted to it on the loopback interface. */
public final class Receiver implements AutoCloseable {
  private final List<Posted> posted = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  /** What came. */
  public record Posted(Headers headers, String body) {}

  /**
   * Answers by what it has received before.
   *
   * @param statuses the status of the answer to the n-th request, from 0
   */
  public Receiver(IntUnaryOperator statuses) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String body =
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            int status = statuses.applyAsInt(posted.size());
            posted.add(new Posted(exchange.getRequestHeaders(), body));
            if (status == 429) {
              exchange.getResponseHeaders().set("Retry-After", "7");
            }
            exchange.sendResponseHeaders(status, -1);
          }
        });
    server.start();
  }

  public URI url() {
    InetSocketAddress address = server.getAddress();
    return URI.create(
        "http://" + address.getAddress().getHostAddress() + ":" + address.getPort() + "/hook");
  }

  /** All that came so far. */
  public List<Posted> posted() {
    return List.copyOf(posted);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
