package io.willingly.streams.demo;

import io.willingly.metrics.fact.Fact;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Hands out the facts of a company as they become due by a clock: the whole history at once, then
 * each as its time comes. Not thread-safe.
 */
public final class Feed {
  private final Iterator<Fact> facts;
  private final Clock clock;
  private Fact next;

  public Feed(Company company, Clock clock) {
    this.facts = company.facts();
    this.clock = clock;
    this.next = facts.next();
  }

  /**
   * Leaves out what arrived up to that moment. Arrivals are unique, so a feed that was stopped
   * after the fact with this arrival goes on with the one behind it.
   *
   * @param arrival milliseconds since the epoch
   */
  public void skipThrough(long arrival) {
    while (next.delivery().arrival() <= arrival) {
      next = facts.next();
    }
  }

  /** The next fact, or null when none is due yet. */
  public @Nullable Fact poll() {
    if (next.delivery().arrival() > clock.millis()) {
      return null;
    }
    Fact due = next;
    next = facts.next();
    return due;
  }

  /** How long until the next fact is due, by the feed's clock; zero when it is due. */
  public Duration untilNext() {
    return Duration.ofMillis(Math.max(0, next.delivery().arrival() - clock.millis()));
  }
}
