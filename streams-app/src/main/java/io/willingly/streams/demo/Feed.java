package io.willingly.streams.demo;

import io.willingly.metrics.fact.Fact;
import java.time.Clock;
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

  /** The next fact, or null when none is due yet. */
  public @Nullable Fact poll() {
    if (next.delivery().arrival() > clock.millis()) {
      return null;
    }
    Fact due = next;
    next = facts.next();
    return due;
  }
}
