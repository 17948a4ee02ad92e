package io.willingly.streams.demo;

import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.Fact.Delivery;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fact.Version;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Carries facts to us in the order they arrive, the way sources do: late, now and then twice, wrong
 * at first, by mistake, or not readable at all. None of this changes what is finally true, except
 * that nothing unreadable counts.
 */
final class Post {
  private static final long SECOND = 1000;
  private static final long HOUR = 3_600 * SECOND;
  private static final long DAY = 24 * HOUR;
  private static final double TWICE = 0.003;
  private static final double CORRECTED = 0.002;
  private static final double STRAY = 0.001;
  private static final double MALFORMED = 0.0003;
  private static final double CONFLICTING = 0.0002;
  private static final double LATE = 0.004;

  private final PriorityQueue<Parcel> bag =
      new PriorityQueue<>(
          Comparator.comparingLong((Parcel parcel) -> parcel.fact().delivery().arrival())
              .thenComparingLong(Parcel::number));
  private final Dice dice;
  private long parcels;
  private long lastArrival = Long.MIN_VALUE;

  Post(Dice dice) {
    this.dice = dice;
  }

  private record Parcel(Fact fact, long number) {}

  /**
   * Sends a fact on its way.
   *
   * @param occurred event time in milliseconds since the epoch
   * @param delay how much later than usual it arrives, in milliseconds
   */
  void send(FactId id, String customerId, long occurred, Content content, long delay) {
    long lag = dice.between(1, 90) * SECOND + (dice.chance(LATE) ? dice.between(1, 5) * DAY : 0);
    Fact fact =
        new Fact(
            id,
            new Version(occurred, 1),
            false,
            occurred * 1000,
            customerId,
            new Delivery(occurred + delay + lag, 0),
            content);
    if (id.family() == Family.REP || id.family() == Family.ERASURE) {
      put(fact);
      return;
    }
    if (dice.chance(CORRECTED)) {
      put(new Slip(fact).wrong());
      put(new Slip(fact).revised(dice.between(1, 48) * HOUR));
    } else {
      put(fact);
    }
    slips(fact);
  }

  private void slips(Fact fact) {
    Slip slip = new Slip(fact);
    long later = dice.between(1, 72) * HOUR;
    if (dice.chance(TWICE)) {
      put(slip.delayed(later));
    }
    if (dice.chance(STRAY)) {
      Slip stray = new Slip(slip.copiedAs("stray"));
      put(stray.delayed(0));
      put(stray.withdrawn(later));
    }
    if (dice.chance(MALFORMED)) {
      put(new Slip(slip.copiedAs("malformed")).malformed());
    }
    if (dice.chance(CONFLICTING)) {
      put(new Slip(slip.wrong()).delayed(later));
    }
  }

  private void put(Fact fact) {
    bag.add(new Parcel(fact, parcels++));
  }

  /** Whether something arrives before that moment, of all that was sent so far. */
  boolean hasBefore(long millis) {
    Parcel next = bag.peek();
    return next != null && next.fact().delivery().arrival() < millis;
  }

  /** How many facts are on their way. */
  int size() {
    return bag.size();
  }

  /** The next arrival; no two share a millisecond, so that an arrival is a place in the order. */
  Fact take() {
    Fact fact = bag.remove().fact();
    lastArrival = Math.max(lastArrival + 1, fact.delivery().arrival());
    return new Slip(fact).at(lastArrival);
  }
}
