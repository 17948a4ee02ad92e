package io.willingly.metrics.alarm;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How many days after its signing a deal's outcome is known.
 *
 * @param events deals with the event, by days
 * @param others deals without it, by days
 */
public record Lags(List<Long> events, List<Long> others) {
  public Lags {
    events = List.copyOf(events);
    others = List.copyOf(others);
  }

  int longest() {
    return events.size() - 1;
  }

  /** Draws days as they were. */
  static final class Draw {
    private final long[] upTo;

    Draw(List<Long> deals) {
      upTo = deals.stream().mapToLong(Long::longValue).toArray();
      Arrays.parallelPrefix(upTo, Long::sum);
    }

    /** Days after the signing; the most where none are known. */
    int next(RandomGenerator random) {
      long all = upTo[upTo.length - 1];
      if (all == 0) {
        return upTo.length - 1;
      }
      long drawn = random.nextLong(all);
      int days = 0;
      while (drawn >= upTo[days]) {
        days++;
      }
      return days;
    }
  }
}
