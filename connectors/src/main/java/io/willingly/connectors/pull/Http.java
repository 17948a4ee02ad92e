package io.willingly.connectors.pull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.pull.PullSpec.Manners;
import java.io.EOFException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Asks one thing after the other: no faster than the vendor allows, again after what may pass, and
 * with limits on time and size. Thread-safe.
 */
final class Http {
  private static final Set<Integer> PASSING = Set.of(408, 425, 429, 500, 502, 503, 504);
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
  private static final int EXCERPT = 300;

  private final Manners manners;
  private final Hosts hosts;
  private final Credentials credentials;
  private final Clock clock;
  private final Pause pause;
  private final HttpClient client;
  private final AtomicLong asked = new AtomicLong();
  private Instant free = Instant.MIN;

  Http(Manners manners, Hosts hosts, Credentials credentials, Clock clock, Pause pause) {
    this.manners = manners;
    this.hosts = hosts;
    this.credentials = credentials;
    this.clock = clock;
    this.pause = pause;
    this.client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(manners.timeout())
            .build();
  }

  /** How many requests were sent. */
  long asked() {
    return asked.get();
  }

  /**
   * How long something is tried.
   *
   * @param giveUp when no try begins any more
   * @param strict whether a try that has begun must end then
   */
  record Limit(Instant giveUp, boolean strict) {}

  /** As long as the file says. */
  Limit patience() {
    return new Limit(clock.instant().plus(manners.patience()), false);
  }

  /** No longer than a webhook may wait. */
  Limit fetch() {
    return new Limit(clock.instant().plus(manners.fetch()), true);
  }

  /**
   * Asks until there is an answer that will not change by itself.
   *
   * @return a success, or a refusal of this very request
   * @throws PullException when there is none, or it leads elsewhere, or the secret is refused
   */
  Reply send(Ask ask, Limit limit) throws InterruptedException {
    Reply reply = withToken(ask, limit);
    if (reply.status() == 401 && credentials.forgotToken()) {
      // Once: where a new token is refused too, the next would be.
      reply = withToken(ask, limit);
    }
    if (reply.status() == 401 || reply.status() == 403) {
      throw PullException.lasting(
          "%s: the secret %s is refused (%d): %s"
              .formatted(
                  ask, credentials.reference(), reply.status(), credentials.hidden(reply.text())));
    }
    if (reply.status() / 100 == 3) {
      throw PullException.lasting(
          "%s: answers with a redirect (%d) to %s; redirects are not followed: if you trust it, write that address into the pull.yaml"
              .formatted(
                  ask,
                  reply.status(),
                  reply.headers().firstValue("Location").orElse("nowhere").split("\\?", 2)[0]));
    }
    return reply;
  }

  private Reply withToken(Ask ask, Limit limit) throws InterruptedException {
    Ask tokenAsk = credentials.tokenAsk(hosts);
    if (tokenAsk != null) {
      credentials.token(tokenAsk, patiently(tokenAsk, tokenAsk, limit));
    }
    return patiently(ask, credentials.signed(ask), limit);
  }

  /** What to say of an answer that nobody can use. */
  PullException refused(Ask ask, Reply reply) {
    return PullException.lasting(
        "%s: the request is refused (%d): %s"
            .formatted(ask, reply.status(), credentials.hidden(reply.text())));
  }

  private Reply patiently(Ask ask, Ask signed, Limit limit) throws InterruptedException {
    Duration wait = FIRST_WAIT;
    while (true) {
      keepPace(ask, limit);
      Duration asksFor = Duration.ZERO;
      String failure;
      try {
        Reply reply = once(ask, signed, limit);
        if (!PASSING.contains(reply.status())) {
          return reply;
        }
        asksFor = retryAfter(reply);
        failure = "answers %d".formatted(reply.status());
      } catch (IOException e) {
        failure = "does not answer (" + (e.getMessage() == null ? e : e.getMessage()) + ")";
      }
      Duration next = asksFor.compareTo(wait) > 0 ? asksFor : wait;
      if (!clock.instant().plus(next).isBefore(limit.giveUp())) {
        throw PullException.passing(
            "%s: %s%s; what was read is kept, try again later"
                .formatted(
                    ask,
                    failure,
                    asksFor.isZero()
                        ? ""
                        : " and asks to wait for %,d s".formatted(asksFor.toSeconds())));
      }
      pause.over(next);
      wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
    }
  }

  private void keepPace(Ask ask, Limit limit) throws InterruptedException {
    Duration wait;
    synchronized (this) {
      Instant now = clock.instant();
      // A clock that was set back must not hold requests up.
      Instant turn =
          free.isAfter(now) && free.isBefore(now.plus(manners.gap().multipliedBy(100)))
              ? free
              : now;
      if (turn.isAfter(limit.giveUp())) {
        throw PullException.passing(
            ask + ": there is no time left for it, at the 'rate' of the pull.yaml");
      }
      wait = Duration.between(now, turn);
      free = turn.plus(manners.gap());
    }
    if (!wait.isZero()) {
      pause.over(wait);
    }
  }

  private Reply once(Ask ask, Ask signed, Limit limit) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(signed.uri());
    signed.headers().forEach(request::setHeader);
    request.method(
        signed.method(),
        signed.body() == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(signed.body()));
    Duration left = Duration.between(clock.instant(), limit.giveUp());
    boolean less = limit.strict() && left.compareTo(manners.timeout()) < 0;
    Duration most = less ? left : manners.timeout();
    asked.incrementAndGet();
    CompletableFuture<HttpResponse<byte @Nullable []>> answer =
        client.sendAsync(request.build(), info -> new CappedBody(manners.largest()));
    try {
      // Not the timeout of the request, which ends with the headers.
      return reply(ask, answer.get(Math.max(1, most.toMillis()), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      throw new IOException("nothing whole within " + most.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  private Reply reply(Ask ask, HttpResponse<byte @Nullable []> answer) {
    byte[] body = answer.body();
    int status = answer.statusCode();
    if (body == null) {
      throw PullException.lasting(
          "%s: the answer is larger than %,d bytes; ask for smaller pages, or raise 'largest-answer-mib' in the pull.yaml"
              .formatted(ask, manners.largest()));
    }
    if (status / 100 == 2) {
      try {
        JsonNode json = Mapping.payload(body);
        if (json.isMissingNode()) {
          throw new EOFException("it is empty");
        }
        return new Reply(status, answer.headers(), json, "");
      } catch (IOException e) {
        throw PullException.passing(
            "%s: the answer is not JSON: %s; nothing of it is taken"
                .formatted(ask, firstLine(String.valueOf(e.getMessage()))),
            e);
      }
    }
    String text = new String(body, StandardCharsets.UTF_8).strip().replaceAll("\\s+", " ");
    return new Reply(
        status,
        answer.headers(),
        MissingNode.getInstance(),
        text.length() > EXCERPT ? text.substring(0, EXCERPT) + "..." : text);
  }

  /** Seconds, also with decimals, or a date (RFC 9110, 10.2.3); zero when it says nothing. */
  private Duration retryAfter(Reply reply) {
    String text = reply.headers().firstValue("Retry-After").orElse("").strip();
    if (text.matches("\\d{1,9}(\\.\\d+)?")) {
      return Duration.ofMillis((long) Math.ceil(Double.parseDouble(text) * 1000));
    }
    try {
      Instant then = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration wait = Duration.between(clock.instant(), then);
      return wait.isNegative() ? Duration.ZERO : wait;
    } catch (DateTimeException e) {
      return Duration.ZERO;
    }
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }
}
