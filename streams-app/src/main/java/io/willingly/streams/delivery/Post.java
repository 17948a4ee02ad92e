package io.willingly.streams.delivery;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends messages over a channel, again and again at growing distances until one is taken (2xx) or
 * given up, so that one message cannot hold up the others for ever.
 */
final class Post {
  private static final Logger LOG = LoggerFactory.getLogger(Post.class);
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          LONGEST);

  private final Channel channel;
  private final Clock clock;
  private final Attempts attempts;
  private final Rest rest;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(CONNECT).followRedirects(Redirect.NEVER).build();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong givenUp = new AtomicLong();

  /** Waits. */
  interface Rest {
    void until(Duration over) throws InterruptedException;
  }

  Post(Channel channel, Clock clock, Attempts attempts) {
    this(channel, clock, attempts, pause -> TimeUnit.MILLISECONDS.sleep(pause.toMillis()));
  }

  Post(Channel channel, Clock clock, Attempts attempts, Rest rest) {
    this.channel = channel;
    this.clock = clock;
    this.attempts = attempts;
    this.rest = rest;
  }

  /** Sends a message; when it returns it is taken or given up. */
  void send(Message message) throws InterruptedException {
    for (Duration pause : PAUSES) {
      Answer answer = attempt(message);
      if (answer.taken()) {
        sent.incrementAndGet();
        return;
      }
      LOG.info(
          "channel={} message={} not taken, tried again: {}",
          channel.name(),
          message.id(),
          answer.what());
      rest.until(answer.wait(pause));
    }
    Answer last = attempt(message);
    if (last.taken()) {
      sent.incrementAndGet();
      return;
    }
    attempts.gaveUp(channel.name());
    LOG.warn(
        "channel={} message={} given up, {} of {} so far: {}",
        channel.name(),
        message.id(),
        givenUp.incrementAndGet(),
        givenUp.get() + sent.get(),
        last.what());
  }

  /** How many messages were never taken. */
  long givenUp() {
    return givenUp.get();
  }

  /** What came back: a status and how long to wait, or why there is none. */
  private record Answer(boolean taken, String what, OptionalLong retryAfterSeconds) {
    Duration wait(Duration pause) {
      Duration asked = Duration.ofSeconds(Math.max(0, retryAfterSeconds.orElse(0)));
      Duration longer = asked.compareTo(pause) > 0 ? asked : pause;
      return longer.compareTo(LONGEST) > 0 ? LONGEST : longer;
    }
  }

  private Answer attempt(Message message) throws InterruptedException {
    Answer answer = answer(message);
    attempts.attempted(channel.name(), answer.taken());
    return answer;
  }

  private Answer answer(Message message) throws InterruptedException {
    try {
      HttpResponse<Void> response =
          client.send(
              channel.request(message, clock.instant()).timeout(ANSWER).build(),
              BodyHandlers.discarding());
      int status = response.statusCode();
      return new Answer(status / 100 == 2, "status " + status, retryAfter(response));
    } catch (IOException e) {
      // The address may hold a secret, and messages name it.
      return new Answer(false, e.getClass().getSimpleName(), OptionalLong.empty());
    }
  }

  /** A date is as good as none: our own pauses are long enough. */
  private static OptionalLong retryAfter(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(value -> value.matches("\\d{1,9}"))
        .map(value -> OptionalLong.of(Long.parseLong(value)))
        .orElse(OptionalLong.empty());
  }
}
