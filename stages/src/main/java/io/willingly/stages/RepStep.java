package io.willingly.stages;

import io.willingly.metrics.fold.Rows;
import io.willingly.metrics.period.Closing;
import io.willingly.metrics.scope.RepFold;
import io.willingly.metrics.scope.ScopeCell;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.tally.Causes;
import io.willingly.metrics.tally.Cell;
import java.util.function.Function;

/**
 * Sums a rep's differences by cohort day and arrival day, publishes his rows, and hands the
 * differences on to the teams of the cohort days and to the organisation. The directory lives in
 * the same state, so that a late entry moves days in the same transaction (R65).
 */
public final class RepStep {
  private final RepFold fold;
  private final Closing closing;
  private final Function<ScopeId, Rows> rows;
  private final Ledger ledger;
  private final Rejections rejections;
  private final CellOutlet<ScopeId> cells;
  private final QualityOutlet quality;
  private final RestatementOutlet restatements;

  /**
   * The step of a task.
   *
   * @param rows those of a rep, valid until another's are asked for
   * @param cells to his teams and the organisation
   */
  public RepStep(
      TaskSetup setup,
      Function<ScopeId, Rows> rows,
      Ledger ledger,
      Rejections rejections,
      CellOutlet<ScopeId> cells,
      QualityOutlet quality,
      RestatementOutlet restatements) {
    this.fold = new RepFold(setup.definition(), setup.organisation());
    this.closing = setup.closing();
    this.rows = rows;
    this.ledger = ledger;
    this.rejections = rejections;
    this.cells = cells;
    this.quality = quality;
    this.restatements = restatements;
  }

  /**
   * Takes differences of a rep, an entry of the directory, or a record that is neither.
   *
   * @param repId key of the record
   * @param from where it was read; of differences nobody asks
   */
  public void process(String repId, Inflow inflow, Position from) {
    if (inflow instanceof Inflow.Refused refused) {
      rejections.refuse(refused, from);
      return;
    }
    ScopeId rep = ScopeId.rep(repId);
    if (inflow instanceof Inflow.Cells added) {
      handOn(rep, fold.addCells(rows.apply(rep), repId, added.cells()), from);
      restatements.changed(rep, added.cells());
    } else if (inflow instanceof Inflow.Valid entry) {
      handOn(rep, fold.apply(rows.apply(rep), entry.fact()), from);
    }
  }

  private void handOn(ScopeId rep, RepFold.Change change, Position from) {
    ledger.book(change.outcomes(), from.partition());
    rejections.conflicts(change.rejected(), from.partition());
    quality.changed(rep, change.changed());
    for (ScopeCell moved : change.forward()) {
      cells.add(moved.scope(), caused(moved.cell()));
    }
  }

  /** Without causes, unless it restates a closed period: nobody would read them (R53). */
  private Cell caused(Cell cell) {
    return closing.restates(cell.key().cohortDay(), cell.arrivalDay())
        ? cell
        : cell.because(Causes.NONE);
  }
}
