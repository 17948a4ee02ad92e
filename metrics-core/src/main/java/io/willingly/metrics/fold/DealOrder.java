package io.willingly.metrics.fold;

import io.willingly.metrics.codec.ByteReader;
import io.willingly.metrics.codec.ByteWriter;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fold.DealContext.Neighbour;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The {@link Timeline} of a long history: a customer's deals in time, read by look-ups. */
final class DealOrder {
  static final byte[] NOTHING = {};
  private static final long DAY_MICROS = 86_400_000_000L;

  private final History history;
  private final Index index;
  private final Definition definition;

  DealOrder(History history, Index index, Definition definition) {
    this.history = history;
    this.index = index;
    this.definition = definition;
  }

  /** Puts a deal where it stands, or takes it away. */
  void place(String dealId, Head head, boolean there) {
    if (!head.exists()) {
      return;
    }
    index.closes.set(closeKey(dealId, head).toBytes(), NOTHING, there);
    if (head.signedAt() != null) {
      byte[] day = new ByteWriter(5).putInt(day(head.signedAt())).toBytes();
      index.signed.set(key(head.signedAt(), dealId), day, there);
    } else if (head.lostAt() != null) {
      index.losses.set(key(head.lostAt(), dealId), NOTHING, there);
    }
  }

  private static Key closeKey(String dealId, Head head) {
    return new Key().putLong(head.closedAt()).putLong(head.openedAt()).put(dealId);
  }

  static byte[] key(long micros, String id) {
    return new Key().putLong(micros).put(id).toBytes();
  }

  private int day(long micros) {
    return definition.dayOfMicros(micros);
  }

  /** Shows the deals whose numbers may change when one comes, goes or moves from where it is. */
  void around(String dealId, Head head, Consumer<String> seen) {
    if (!head.exists()) {
      return;
    }
    show(Index.dealOf(index.closes.ceiling(closeKey(dealId, head).end()), 2), seen);
    show(lastSigned(head.closedAt() - 1), seen);
    show(lastSigned(head.closedAt()), seen);
    if (head.signedAt() != null) {
      aroundDay(head.signedAt(), dealId, seen);
    }
  }

  private static void show(@Nullable String dealId, Consumer<String> seen) {
    if (dealId != null && !dealId.isEmpty()) {
      seen.accept(dealId);
    }
  }

  /**
   * R24, R36: deals of the same and both adjoining cohort days, and losses since the day before.
   */
  private void aroundDay(long signedAt, String dealId, Consumer<String> seen) {
    int day = day(signedAt);
    long earlier = signedAt;
    int earlierDay = Integer.MIN_VALUE;
    for (PagedMap.Entry entry = index.signed.lower(key(signedAt, dealId));
        entry != null;
        entry = index.signed.lower(entry.key())) {
      int other = cohortDay(entry.value());
      if (other < day && earlierDay == Integer.MIN_VALUE) {
        earlierDay = other;
      }
      if (other < earlierDay) {
        break;
      }
      earlier = new Key.Reader(entry.key()).getLong();
      show(Index.dealOf(entry, 1), seen);
    }
    int[] later = {Integer.MAX_VALUE};
    index.signed.scan(
        key(signedAt, dealId),
        new Key().end(),
        (key, value) -> {
          int other = cohortDay(value);
          if (other > day && later[0] == Integer.MAX_VALUE) {
            later[0] = other;
          }
          if (other > later[0]) {
            return false;
          }
          show(Index.dealOf(new PagedMap.Entry(key, value), 1), seen);
          return true;
        });
    long window = comeback(signedAt);
    losses(
        earlierDay == Integer.MIN_VALUE ? window : Math.max(window, earlier - DAY_MICROS),
        signedAt,
        seen);
  }

  /** No deal lost before it is won by the customer through what happens at a time (R36). */
  long comeback(long micros) {
    return micros - (definition.comebackDays() + 2) * DAY_MICROS;
  }

  /** Shows the deals lost from one time to before another. */
  void losses(long from, long to, Consumer<String> seen) {
    index.losses.scan(
        new Key().putLong(from).toBytes(),
        new Key().putLong(to).toBytes(),
        (key, value) -> {
          show(Index.dealOf(new PagedMap.Entry(key, value), 1), seen);
          return true;
        });
  }

  private static int cohortDay(byte[] value) {
    return new ByteReader(value).getInt();
  }

  /** The latest deal signed at or before a time; of one instant the greatest dealId (R29). */
  @Nullable String lastSigned(long micros) {
    byte[] after =
        micros == Long.MAX_VALUE ? new Key().end() : new Key().putLong(micros + 1).toBytes();
    PagedMap.Entry entry = index.signed.lower(after);
    return entry == null ? null : Index.dealOf(entry, 1);
  }

  /** R29: the next deal to close after the time if it was open then, else the last signed. */
  @Nullable String openOrLastSigned(long micros) {
    Close next = nextClose(micros);
    return next != null && next.openedAt() <= micros ? next.dealId() : lastSigned(micros);
  }

  /** A deal that left the pipeline. */
  record Close(long at, long openedAt, String dealId) {}

  /** The next deal to close after a time; those still open close last. */
  @Nullable Close nextClose(long micros) {
    PagedMap.Entry next = index.closes.ceiling(new Key().putLong(micros + 1).toBytes());
    if (next == null) {
      return null;
    }
    Key.Reader in = new Key.Reader(next.key());
    return new Close(in.getLong(), in.getLong(), in.getString());
  }

  /** From when on calls without a deal fall to one that closed then; the close if none do (R29). */
  long callsFrom(String dealId, long closedAt) {
    Close first = nextClose(closedAt - 1);
    if (first == null || !first.dealId().equals(dealId)) {
      return closedAt;
    }
    PagedMap.Entry before = index.closes.lower(new Key().putLong(closedAt).toBytes());
    return before == null
        ? first.openedAt()
        : Math.max(first.openedAt(), new Key.Reader(before.key()).getLong());
  }

  /** When the deal after one was signed: what floats from then on falls to that one. */
  long nextSigned(long signedAt, String dealId) {
    PagedMap.Entry next = index.signed.ceiling(new Key().putLong(signedAt).put(dealId).end());
    return next == null ? Long.MAX_VALUE : new Key.Reader(next.key()).getLong();
  }

  /** R24: the first deal signed after a time, on a later day than a day. */
  @Nullable Neighbour next(long micros, int day) {
    Neighbour[] found = new Neighbour[1];
    index.signed.scan(
        new Key().putLong(micros).toBytes(),
        new Key().end(),
        (key, value) -> {
          int other = cohortDay(value);
          if (other > day) {
            String dealId = Index.dealOf(new PagedMap.Entry(key, value), 1);
            FactId signing = history.deal(dealId).head.signing();
            found[0] = signing == null ? null : new Neighbour(signing, other);
            return false;
          }
          return true;
        });
    return found[0];
  }

  boolean hasEarlier(int day) {
    PagedMap.Entry first = index.signed.ceiling(NOTHING);
    return first != null && cohortDay(first.value()) < day;
  }
}
