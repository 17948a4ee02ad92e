package io.willingly.streams.instance;

import io.willingly.streams.query.Reading;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks the listeners of the other instances. Thread-safe. */
final class Neighbours {
  private static final Duration CONNECT = Duration.ofSeconds(1);

  /** A page of rows takes milliseconds: who needs longer hangs, or is not reached. */
  private static final Duration ANSWER = Duration.ofSeconds(2);

  /** For so long nobody waits for it again. */
  private static final Duration SHUNNED = Duration.ofSeconds(5);

  private static final String TOO_LONG = "the question took too long; ask for less, or again";

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .proxy(HttpClient.Builder.NO_PROXY)
          .connectTimeout(CONNECT)
          .build();
  private final String authorization;
  private final Duration answer;
  private final Map<String, Long> shunned = new ConcurrentHashMap<>();

  Neighbours(String secret) {
    this(secret, ANSWER);
  }

  /**
   * Asks with a secret.
   *
   * @param answer how long an answer may take
   */
  Neighbours(String secret, Duration answer) {
    this.authorization = InternalServer.authorization(secret);
    this.answer = answer;
  }

  /** An answer on its way. */
  @FunctionalInterface
  interface Answer {
    /**
     * Waits for it.
     *
     * @throws Unavailable when there is none
     */
    byte[] await();
  }

  /**
   * Asks.
   *
   * @param host {@code host:port}
   */
  Answer ask(String host, String path, byte[] body) {
    Long until = shunned.get(host);
    if (until != null && until - System.nanoTime() > 0) {
      return () -> {
        throw new Unavailable("it did not answer a moment ago; see whether it hangs", false);
      };
    }
    if (left() <= 0) {
      return () -> {
        throw new Unavailable(TOO_LONG, false);
      };
    }
    URI uri;
    try {
      uri = uri(host, path);
    } catch (UnknownHostException e) {
      return () -> {
        throw new Unavailable(
            "its name is not known here; see internal.advertised of that instance", e);
      };
    }
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(answer)
            .header("Authorization", authorization)
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    long begun = System.nanoTime();
    CompletableFuture<HttpResponse<byte[]>> first = send(request);
    return () -> {
      try {
        return await(host, first, begun);
      } catch (IOException e) {
        // It may have closed a connection that was kept open, just when it was used again.
        try {
          return await(host, send(request), System.nanoTime());
        } catch (IOException again) {
          throw new Unavailable("its connection breaks: " + again.getMessage(), again);
        }
      }
    };
  }

  /** A name such as {@code app_1} is no host of a URI: its address is. */
  static URI uri(String host, String path) throws UnknownHostException {
    URI uri = URI.create("http://" + host + path);
    if (uri.getHost() != null) {
      return uri;
    }
    int colon = host.lastIndexOf(':');
    String address = InetAddress.getByName(host.substring(0, colon)).getHostAddress();
    return URI.create("http://" + bracketed(address) + host.substring(colon) + path);
  }

  /** A name or address as it stands in a URI. */
  static String bracketed(String host) {
    return host.contains(":") ? "[" + host + "]" : host;
  }

  private CompletableFuture<HttpResponse<byte[]>> send(HttpRequest request) {
    return client.sendAsync(request, BodyHandlers.ofByteArray());
  }

  private byte[] await(String host, CompletableFuture<HttpResponse<byte[]>> future, long begun)
      throws IOException {
    long question = left();
    long left = Math.min(begun + answer.toNanos() - System.nanoTime(), question);
    try {
      HttpResponse<byte[]> response = future.get(Math.max(0, left), TimeUnit.NANOSECONDS);
      shunned.remove(host);
      if (response.statusCode() == 200) {
        return response.body();
      }
      String said = new String(response.body(), StandardCharsets.UTF_8);
      throw new Unavailable(
          response.statusCode() == 404 ? "it is of another build; update all instances" : said,
          response.statusCode() == 503);
    } catch (TimeoutException e) {
      future.cancel(true);
      if (question <= left) {
        throw new Unavailable(TOO_LONG, e);
      }
      throw hangs(host, e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof HttpTimeoutException cause) {
        throw hangs(host, cause);
      }
      if (e.getCause() instanceof ConnectException cause) {
        throw new Unavailable(
            "nothing listens there; start that instance again, or wait until its share has moved",
            cause);
      }
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IllegalStateException("cannot ask " + host, e);
    } catch (InterruptedException e) {
      future.cancel(true);
      Thread.currentThread().interrupt();
      throw new Unavailable("interrupted", e);
    }
  }

  /** How long the question may still take. */
  private static long left() {
    return Reading.current().map(Reading::left).orElse(Long.MAX_VALUE);
  }

  private Unavailable hangs(String host, Exception cause) {
    shunned.put(host, System.nanoTime() + SHUNNED.toNanos());
    return new Unavailable(
        "it has not answered for %d s; see whether it hangs, and start it again"
            .formatted(answer.toSeconds()),
        cause);
  }
}
