package io.willingly.stages;

import io.willingly.event.RestatementKey;
import io.willingly.metrics.fold.Rows;
import io.willingly.metrics.period.Closing;
import io.willingly.metrics.scope.Restatement;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.scope.ScopeTallies;
import io.willingly.metrics.tally.Cell;
import io.willingly.metrics.tally.Tally;
import io.willingly.schemas.quality.RestatementCodec;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Publishes what changed closed periods (R53), once a commit (R54): the difference by scope, period
 * and arrival day, with the rates before and after it. What cancels out is not published.
 */
public final class RestatementOutlet {
  private static final int ENTRY_BYTES = 192;
  private static final int NUMBER_BYTES = 12;
  private static final int CAUSE_BYTES = 128;

  private final Function<ScopeId, Rows> rows;
  private final DeltaBuffer<RestatedKey, Restatement> changes;
  private final Outlet<RestatementKey, io.willingly.event.Restatement> outlet;
  private final RestatementCodec codec;
  private final Closing closing;

  /**
   * An outlet of the scopes of a task.
   *
   * @param rows those of a scope, valid until another's are asked for
   */
  public RestatementOutlet(
      Function<ScopeId, Rows> rows,
      DeltaBuffer<RestatedKey, Restatement> changes,
      Outlet<RestatementKey, io.willingly.event.Restatement> outlet,
      TaskSetup setup) {
    this.rows = rows;
    this.changes = changes;
    this.outlet = outlet;
    this.codec = new RestatementCodec(setup.definition(), setup.closing());
    this.closing = setup.closing();
    changes.drainTo(this::publish);
  }

  public static DeltaBuffer<RestatedKey, Restatement> buffer() {
    return new DeltaBuffer<>(
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
  private void publish(List<Map.Entry<RestatedKey, Restatement>> entries) {
    Deque<Change> ascending = new ArrayDeque<>(entries.size());
    for (int i = entries.size() - 1; i >= 0; i--) {
      RestatedKey key = entries.get(i).getKey();
      Change later = ascending.peekFirst();
      Tally after =
          later != null && later.key().isOfRow(key)
              ? later.after().minus(later.restatement().change())
              : total(key);
      ascending.addFirst(new Change(key, entries.get(i).getValue(), after));
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
    return new ScopeTallies(rows.apply(key.scope())).total(key.at().role(), key.at().period(), 0);
  }
}
