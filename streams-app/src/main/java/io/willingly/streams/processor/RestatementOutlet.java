package io.willingly.streams.processor;

import io.willingly.event.RestatementKey;
import io.willingly.metrics.period.Closing;
import io.willingly.metrics.scope.Restatement;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.scope.ScopeTallies;
import io.willingly.metrics.tally.Cell;
import io.willingly.metrics.tally.Tally;
import io.willingly.schemas.quality.RestatementCodec;
import io.willingly.streams.buffer.CommitBuffer;
import io.willingly.streams.state.StateKeys;
import io.willingly.streams.state.TaskRows;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Publishes what changed closed periods (R53), once a commit (R54): the difference by scope, period
 * and arrival day, with the rates before and after it. What cancels out is not published.
 */
final class RestatementOutlet {
  private static final int ENTRY_BYTES = 192;
  private static final int NUMBER_BYTES = 12;
  private static final int CAUSE_BYTES = 128;

  private final TaskRows rows;
  private final CommitBuffer<RestatedKey, Restatement> changes;
  private final Outlet<RestatementKey, io.willingly.event.Restatement> outlet;
  private final RestatementCodec codec;
  private final Closing closing;

  RestatementOutlet(
      TaskRows rows,
      CommitBuffer<RestatedKey, Restatement> changes,
      Outlet<RestatementKey, io.willingly.event.Restatement> outlet,
      QualitySetup setup) {
    this.rows = rows;
    this.changes = changes;
    this.outlet = outlet;
    this.codec = new RestatementCodec(setup.definition(), setup.closing());
    this.closing = setup.closing();
    changes.drainTo(this::publish);
  }

  static StoreBuilder<CommitBuffer<RestatedKey, Restatement>> buffer(String name) {
    return CommitBuffer.builder(
        name,
        Restatement::plus,
        restatement ->
            ENTRY_BYTES
                + NUMBER_BYTES * restatement.change().size()
                + CAUSE_BYTES * restatement.causes().listed().size());
  }

  /** Notes differences of a scope that its tallies hold already. */
  void changed(ScopeId scope, Collection<Cell> differences) {
    Restatement.of(differences, closing)
        .forEach((at, restatement) -> changes.add(new RestatedKey(scope, at), restatement));
  }

  private record Change(RestatedKey key, Restatement restatement, Tally after) {}

  /** Backwards: the last arrival day of a row led to the row as it stands. */
  private void publish(List<KeyValue<RestatedKey, Restatement>> entries) {
    Deque<Change> ascending = new ArrayDeque<>(entries.size());
    for (int i = entries.size() - 1; i >= 0; i--) {
      RestatedKey key = entries.get(i).key;
      Change later = ascending.peekFirst();
      Tally after =
          later != null && later.key().isOfRow(key)
              ? later.after().minus(later.restatement().change())
              : total(key);
      ascending.addFirst(new Change(key, entries.get(i).value, after));
    }
    for (Change change : ascending) {
      if (!change.restatement().change().isZero()) {
        RestatedKey key = change.key();
        outlet.send(
            codec.key(key.scope(), key.at()),
            codec.value(key.at(), change.restatement(), change.after()));
      }
    }
  }

  private Tally total(RestatedKey key) {
    return new ScopeTallies(rows.under(StateKeys.tally(key.scope())))
        .total(key.at().role(), key.at().period(), 0);
  }
}
