package io.willingly.stages;

import io.willingly.metrics.fold.Rows;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.scope.ScopeTallies;
import io.willingly.metrics.tally.Cell;
import java.util.List;
import java.util.function.Function;

/** Sums the differences of teams and of the organisation, publishes their rows and restatements. */
public final class ScopeStep {
  private final Function<ScopeId, Rows> rows;
  private final QualityOutlet quality;
  private final RestatementOutlet restatements;

  /**
   * The step of a task.
   *
   * @param rows those of a scope, valid until another's are asked for
   */
  public ScopeStep(
      Function<ScopeId, Rows> rows, QualityOutlet quality, RestatementOutlet restatements) {
    this.rows = rows;
    this.quality = quality;
    this.restatements = restatements;
  }

  /** Takes differences of a scope. */
  public void add(ScopeId scope, List<Cell> cells) {
    quality.changed(scope, new ScopeTallies(rows.apply(scope)).add(cells));
    restatements.changed(scope, cells);
  }
}
