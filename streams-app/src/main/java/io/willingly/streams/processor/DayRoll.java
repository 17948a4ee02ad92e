package io.willingly.streams.processor;

import io.willingly.metrics.codec.ByteReader;
import io.willingly.metrics.codec.ByteWriter;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.stages.AsOf;
import io.willingly.streams.state.StateKeys;
import io.willingly.streams.state.TaskRows;
import java.time.Clock;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The as-of day of what a task publishes, and its turn (R56): rolling windows change by time alone.
 * The day rolled to is logged, so that a task that was away catches up once; it is logged after the
 * last page, so that a crash between pages begins the turn again.
 */
final class DayRoll {
  private static final byte[] KEY = StateKeys.meta("rolled-day");
  private static final int NEVER = Integer.MIN_VALUE;

  /** Scopes a page: a punctuation must not hold up the commit. */
  private static final int PAGE = 200;

  private final TaskRows rows;
  private final KeyValueStore<Bytes, byte[]> store;
  private final Definition definition;
  private final Clock clock;
  private AsOf days;
  private @Nullable Bytes next;

  DayRoll(TaskRows rows, KeyValueStore<Bytes, byte[]> store, Definition definition, Clock clock) {
    this.rows = rows;
    this.store = store;
    this.definition = definition;
    this.clock = clock;
    byte[] row = rows.get(KEY);
    int rolled = row == null ? NEVER : new ByteReader(row).getInt();
    days = new AsOf(rolled, rolled);
  }

  /** To be called with each record: the first one ever sets the day. */
  void stamp() {
    if (days.rolled() == NEVER) {
      finish(today());
    }
  }

  /** Those of all scopes of the task. */
  AsOf days() {
    return days;
  }

  /** Turns one page of scopes when the date has changed; true when there are more. */
  boolean turn(Consumer<ScopeId> republish) {
    if (days.rolled() == NEVER) {
      return false;
    }
    if (next == null) {
      if (today() <= days.rolled()) {
        return false;
      }
      days = new AsOf(days.rolled(), today());
      next = Bytes.wrap(StateKeys.tallies());
    }
    for (int i = 0; i < PAGE; i++) {
      ScopeId scope = first(next);
      if (scope == null) {
        next = null;
        finish(days.asOf());
        return false;
      }
      republish.accept(scope);
      next = StateKeys.after(StateKeys.tally(scope));
    }
    return true;
  }

  /** The scope of the first row from a key on: one seek a scope, however many rows it has. */
  private @Nullable ScopeId first(Bytes from) {
    try (KeyValueIterator<Bytes, byte[]> found =
        store.range(from, StateKeys.after(StateKeys.tallies()))) {
      if (found.hasNext()) {
        KeyValue<Bytes, byte[]> row = found.next();
        return StateKeys.isTally(row.key) ? StateKeys.scopeOf(row.key) : null;
      }
      return null;
    }
  }

  private void finish(int asOf) {
    days = new AsOf(asOf, asOf);
    rows.put(KEY, new ByteWriter(5).putInt(asOf).toBytes());
  }

  private int today() {
    return definition.dayOfMillis(clock.millis());
  }
}
