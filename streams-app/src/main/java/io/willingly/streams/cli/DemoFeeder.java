package io.willingly.streams.cli;

import io.willingly.metrics.fact.Fact;
import io.willingly.streams.demo.Feed;
import io.willingly.streams.runtime.EventProducer;
import java.time.Duration;

/** Sends what is due. */
final class DemoFeeder {
  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

  private final Feed feed;
  private final DemoPosition position;
  private final EventProducer producer;

  DemoFeeder(Feed feed, DemoPosition position, EventProducer producer) {
    this.feed = feed;
    this.position = position;
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

  /** Sends what has become due since the last call. */
  void due() {
    Fact fact = feed.poll();
    while (fact != null) {
      send(fact);
      fact = feed.poll();
    }
  }

  private void send(Fact fact) {
    if (!position.sent(fact)) {
      producer.send(fact);
    }
  }
}
