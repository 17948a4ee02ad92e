package io.willingly.connectors.webhook;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.willingly.connectors.webhook.Answer.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Takes the posts of one source over HTTP. A post is answered 2xx only when the host has said that
 * it is kept, and 503 when that cannot be done in time, so that it is sent again.
 */
public final class WebhookListener implements AutoCloseable {
  private static final String RETRY_SECONDS = "30";

  /** Threads beyond those of posts that wait, so that the others are told so at once. */
  private static final int SPARE = 4;

  private final ListenerSettings settings;
  private final Webhook webhook;
  private final Verifier verifier;
  private final Clock clock;
  private final Intake intake;
  private final Consumer<Answer> answers;
  private final Semaphore places;
  private final Readers readers;
  private final HttpServer server;
  private volatile boolean closing;

  /**
   * Starts to listen.
   *
   * @param clock stamps the posts with their arrival (R9)
   * @param answers is told each answer, in many threads
   * @throws IllegalArgumentException when the secrets cannot be those of the source
   * @throws UncheckedIOException when the address is taken
   */
  public WebhookListener(
      ListenerSettings settings,
      Webhook webhook,
      Secrets secrets,
      Clock clock,
      Intake intake,
      Consumer<Answer> answers) {
    this.settings = settings;
    this.webhook = webhook;
    this.verifier = webhook.verifier(secrets);
    this.clock = clock;
    this.intake = intake;
    this.answers = answers;
    this.places = new Semaphore(settings.waiting());
    this.readers =
        new Readers(
            "webhook-" + settings.path(),
            settings.waiting() + SPARE,
            settings.reading(),
            this::tooSlow);
    try {
      this.server = HttpServer.create(new InetSocketAddress(settings.host(), settings.port()), 0);
    } catch (IOException e) {
      readers.close();
      throw new UncheckedIOException(
          "cannot listen on %s port %d: %s; give this source a host and port of its own"
              .formatted(settings.host(), settings.port(), e.getMessage()),
          e);
    }
    server.setExecutor(readers);
    server.createContext("/", this::handle);
    server.start();
  }

  /** The port it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** How many posts are read or wait now. */
  public int waiting() {
    return settings.waiting() - places.availablePermits();
  }

  /** Takes no more posts, waits for the answers of those it has, as long as they may take. */
  @Override
  public void close() {
    if (closing) {
      return;
    }
    closing = true;
    boolean interrupted = false;
    try {
      places.tryAcquire(settings.waiting(), settings.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    server.stop(0);
    readers.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    long start = System.nanoTime();
    String method = exchange.getRequestMethod();
    if (!exchange.getRequestURI().getRawPath().equals(settings.path())) {
      send(
          exchange,
          start,
          new Reply(Kind.UNKNOWN_PATH, "the webhook is at " + settings.path(), ""));
    } else if (method.equals("GET") || method.equals("HEAD")) {
      send(exchange, start, new Reply(Kind.PROBE, "", ""));
    } else if (!method.equals("POST")) {
      exchange.getResponseHeaders().set("Allow", "GET, HEAD, POST");
      send(exchange, start, new Reply(Kind.WRONG_METHOD, method + " instead of POST", ""));
    } else if (closing || !places.tryAcquire()) {
      send(exchange, start, unavailable(closing ? "stopping" : "too many posts wait"));
    } else {
      try {
        send(exchange, start, post(exchange));
      } finally {
        places.release();
      }
    }
  }

  private Reply post(HttpExchange exchange) throws IOException {
    String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      return new Reply(Kind.COMPRESSED, "have the source or the proxy send it as it is", "");
    }
    if (announced(exchange) > settings.maxBody()) {
      return tooLarge();
    }
    byte[] body = readers.body(exchange, settings.maxBody());
    if (body == null) {
      return tooLarge();
    }
    String query = exchange.getRequestURI().getRawQuery();
    Post post =
        new Post(
            exchange.getRequestMethod(),
            settings.publicUrl() + (query == null ? "" : "?" + query),
            exchange.getRequestHeaders(),
            body,
            clock.instant());
    Verdict verdict = verifier.verify(post);
    if (verdict instanceof Verdict.Refused refused) {
      return new Reply(
          Kind.REFUSED, refused.reason() + ": " + refused.message(), refused.reason().name());
    }
    String answer = webhook.answer(post, (Verdict.Verified) verdict);
    return answer == null ? keep(post) : new Reply(Kind.CHALLENGE, "", answer);
  }

  private Reply keep(Post post) {
    CompletableFuture<?> kept = intake.offer(post);
    try {
      kept.get(settings.patience().toMillis(), TimeUnit.MILLISECONDS);
      return new Reply(Kind.KEPT, "", "");
    } catch (TimeoutException e) {
      kept.cancel(false);
      return unavailable("not kept within " + settings.patience().toMillis() + " ms");
    } catch (ExecutionException e) {
      Throwable why = e.getCause();
      return unavailable("not kept: " + (why == null ? e : why).getMessage());
    } catch (CancellationException e) {
      return unavailable("not kept");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unavailable("stopping");
    }
  }

  /** What to tell a sender, and an engineer. */
  private record Reply(Kind kind, String detail, String body) {}

  private static Reply unavailable(String detail) {
    return new Reply(Kind.UNAVAILABLE, detail, "");
  }

  private Reply tooLarge() {
    return new Reply(
        Kind.TOO_LARGE, "the body has more than %,d bytes".formatted(settings.maxBody()), "");
  }

  private static long announced(HttpExchange exchange) {
    String length = exchange.getRequestHeaders().getFirst("Content-Length");
    return length == null ? 0 : Long.parseLong(length);
  }

  /** Answers in the place of a thread that waits for the body; that one closes the connection. */
  private void tooSlow(HttpExchange exchange) {
    Reply reply =
        new Reply(
            Kind.TOO_SLOW,
            "no whole body within " + settings.reading().toMillis() + " ms",
            "TOO_SLOW");
    answers.accept(new Answer(reply.kind(), reply.detail(), settings.reading()));
    try {
      headers(exchange, reply);
      exchange.getResponseBody().write(reply.body().getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
    } catch (IOException e) {
      // The sender is gone: there is nobody to tell.
    }
  }

  private void send(HttpExchange exchange, long start, Reply reply) throws IOException {
    answers.accept(
        new Answer(reply.kind(), reply.detail(), Duration.ofNanos(System.nanoTime() - start)));
    headers(exchange, reply);
    if (!reply.body().isEmpty()) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(reply.body().getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private void headers(HttpExchange exchange, Reply reply) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", reply.kind() == Kind.CHALLENGE ? "application/json" : "text/plain");
    if (reply.kind() == Kind.UNAVAILABLE) {
      headers.set("Retry-After", RETRY_SECONDS);
    }
    String authenticate = webhook.authenticate();
    if (reply.kind() == Kind.REFUSED && authenticate != null) {
      headers.set("WWW-Authenticate", authenticate);
    }
    int length = reply.body().getBytes(StandardCharsets.UTF_8).length;
    exchange.sendResponseHeaders(reply.kind().status(), length == 0 ? -1 : length);
  }
}
