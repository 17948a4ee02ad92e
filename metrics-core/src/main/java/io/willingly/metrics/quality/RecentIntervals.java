package io.willingly.metrics.quality;

import io.willingly.metrics.statistics.BinomialInterval;
import io.willingly.metrics.statistics.Interval;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Intervals at 95 % of counts that were asked for of late. A fact changes few of the dozens of
 * rates in a row, and the row is published whole: Jeffreys' limits, found by steps, would be most
 * of its cost. Bounded; thread-safe.
 */
final class RecentIntervals {
  static final RecentIntervals JEFFREYS = new RecentIntervals(BinomialInterval.JEFFREYS);

  private static final int SLOTS = 1 << 15;

  private final BinomialInterval method;
  private final AtomicReferenceArray<@Nullable Known> slots = new AtomicReferenceArray<>(SLOTS);

  private record Known(long successes, long trials, Interval interval) {}

  private RecentIntervals(BinomialInterval method) {
    this.method = method;
  }

  /** As {@link BinomialInterval#of}. */
  Interval of(long successes, long trials) {
    int slot = (int) (successes * 257 + trials) & SLOTS - 1;
    Known known = slots.get(slot);
    if (known == null || known.successes != successes || known.trials != trials) {
      known = new Known(successes, trials, method.of(successes, trials, 0.95));
      slots.set(slot, known);
    }
    return known.interval;
  }
}
