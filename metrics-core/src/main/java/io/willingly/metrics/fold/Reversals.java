package io.willingly.metrics.fold;

import io.willingly.metrics.fact.Content.ReversalReason;
import io.willingly.metrics.tally.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The reversals of a log, less the charge-backs that a dispute won later undid (R20): before the
 * last such dispute all but charge-backs, after it all.
 */
final class Reversals {
  private static final ReversalReason[] REASONS = ReversalReason.values();

  private final FactLog log;
  private final Place settled;

  /**
   * The reversals of a log.
   *
   * @param own the sum of all of it
   */
  Reversals(FactLog log, Tally own) {
    this.log = log;
    SeenFact dispute =
        Trait.DISPUTE_WON.in(own) > 0
            ? log.last(Place.START, Place.END, Trait.DISPUTE_WON::in)
            : null;
    this.settled = dispute == null ? Place.START : Place.after(dispute);
  }

  /** Whether a sum has any, undone or not. */
  static boolean among(Tally sum) {
    return all(Measure.from(ReversalReason.UNKNOWN)).applyAsLong(sum) > 0;
  }

  /** Reads one number of the reversals from a sum. */
  interface Measure {
    /** The number of one family: 0 or {@link Trait#CHARGE_BACK}. */
    long of(Tally sum, int family);

    /** How many there are for a reason. */
    static Measure count(ReversalReason reason) {
      return (sum, family) -> sum.get(Trait.REVERSED.key(reason, 0) | family);
    }

    /** How many have no amount in a currency, for a reason. */
    static Measure notIn(int currency, ReversalReason reason) {
      return (sum, family) ->
          sum.get(Trait.REVERSED.key(reason, 0) | family)
              - sum.get(Trait.REVERSED_IN.key(reason, currency) | family);
    }

    /** How many have an amount in a currency, for a reason. */
    static Measure in(int currency, ReversalReason reason) {
      return (sum, family) -> sum.get(Trait.REVERSED_IN.key(reason, currency) | family);
    }

    /** The money in a currency, for a reason. */
    static Measure money(int currency, ReversalReason reason) {
      return (sum, family) -> sum.get(Trait.REVERSED_MONEY.key(reason, currency) | family);
    }

    /** Of reversals for any reason from one on. */
    static Measure from(ReversalReason first) {
      return (sum, family) -> {
        long all = 0;
        for (int i = first.ordinal(); i < REASONS.length; i++) {
          all += sum.get(Trait.REVERSED.key(REASONS[i], 0) | family);
        }
        return all;
      };
    }

    default Measure plus(Measure other) {
      return (sum, family) -> of(sum, family) + other.of(sum, family);
    }
  }

  private static ToLongFunction<Tally> lasting(Measure measure) {
    return sum -> measure.of(sum, 0);
  }

  private static ToLongFunction<Tally> all(Measure measure) {
    return sum -> measure.of(sum, 0) + measure.of(sum, Trait.CHARGE_BACK);
  }

  /** The sum of all up to a place, with the entries of charge-backs among the others. */
  Tally sum(Place to) {
    Tally.Builder sum = new Tally.Builder();
    Place between = earlier(to, settled);
    add(sum, log.sum(Place.START, between), false);
    add(sum, log.sum(between, to), true);
    return sum.build();
  }

  private static void add(Tally.Builder sum, Tally part, boolean chargeBacks) {
    int first = Trait.REVERSED.key(0);
    int end = Trait.REVERSED_MONEY.key(0xFFFF);
    for (int i = 0; i < part.size(); i++) {
      int key = part.keyAt(i);
      if (key >= first && key <= end && (chargeBacks || (key & Trait.CHARGE_BACK) == 0)) {
        sum.add(key & ~Trait.CHARGE_BACK, part.valueAt(i));
      }
    }
  }

  private static Place earlier(Place one, Place other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Place later(Place one, Place other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  /** The first one between two places. */
  @Nullable SeenFact first(Place from, Place to) {
    Measure any = Measure.from(ReversalReason.UNKNOWN);
    SeenFact first = log.first(from, earlier(to, later(from, settled)), lasting(any));
    return first != null ? first : log.first(later(from, settled), to, all(any));
  }

  /** The reversal with which a measure of them reaches a threshold of at least 1. */
  @Nullable SeenFact reach(Measure measure, long threshold) {
    SeenFact found = log.reach(Place.START, settled, lasting(measure), threshold);
    if (found != null) {
      return found;
    }
    long rest = threshold - lasting(measure).applyAsLong(log.sum(Place.START, settled));
    return log.reach(settled, Place.END, all(measure), rest);
  }

  /** The first of them, at most {@code limit}. */
  List<SeenFact> list(int limit) {
    Measure any = Measure.from(ReversalReason.UNKNOWN);
    List<SeenFact> found = new ArrayList<>(log.list(Place.START, settled, lasting(any), limit));
    found.addAll(log.list(settled, Place.END, all(any), limit - found.size()));
    return found;
  }
}
