package io.willingly.streams.cli;

import io.willingly.metrics.fact.Fact;
import io.willingly.streams.demo.Feed;
import io.willingly.streams.runtime.EventProducer;
import java.time.Duration;
import java.util.function.Predicate;

/** Sends what is due. */
final class DemoFeeder {
  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

  private final Feed feed;
  private final Predicate<Fact> sent;
  private final EventProducer producer;

  /**
   * A feeder.
   *
   * @param sent what was sent before
   */
  DemoFeeder(Feed feed, Predicate<Fact> sent, EventProducer producer) {
    this.feed = feed;
    this.sent = sent;
    this.producer = producer;
  }

  /** Sends the past, showing how many days of it are sent. */
  void history(long from, long until, Progress progress) {
    Fact fact = feed.poll();
    while (fact != null) {
      send(fact);
      long day = (fact.delivery().arrival() - from) / DAY_MILLIS;
      progress.update(Math.max(0, day), (until - from) / DAY_MILLIS, "days");
      fact = feed.poll();
    }
    producer.flush();
  }

  /** Sends what has become due since the last call; whether there was anything to send. */
  boolean due() {
    boolean any = false;
    Fact fact = feed.poll();
    while (fact != null) {
      any |= send(fact);
      fact = feed.poll();
    }
    return any;
  }

  private boolean send(Fact fact) {
    if (sent.test(fact)) {
      return false;
    }
    producer.send(fact);
    return true;
  }
}
