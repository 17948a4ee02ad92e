package io.willingly.stages;

import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fold.CustomerView.DealView;
import io.willingly.metrics.fold.Delta;
import io.willingly.metrics.fold.Delta.DealResult;
import io.willingly.metrics.fold.Fold;
import io.willingly.metrics.fold.Rows;
import io.willingly.metrics.tally.Causes;
import io.willingly.metrics.tally.Cell;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Remembers each fact in its customer's history, folds, and hands on what it changed: differences
 * to the reps, verdicts and the save list, the ledger, and what was rejected.
 */
public final class CustomerStep {
  private final TaskSetup setup;
  private final Fold fold;
  private final Ledger ledger;
  private final Rejections rejections;
  private final CellOutlet<String> cells;
  private final DealOutlet deals;

  /**
   * The step of a task.
   *
   * @param cells to the reps, by their ids
   */
  public CustomerStep(
      TaskSetup setup,
      Ledger ledger,
      Rejections rejections,
      CellOutlet<String> cells,
      DealOutlet deals) {
    this.setup = setup;
    this.fold = new Fold(setup.definition());
    this.ledger = ledger;
    this.rejections = rejections;
    this.cells = cells;
    this.deals = deals;
  }

  /** Takes a record that is no valid fact. */
  public void refuse(Inflow.Refused refused, Position from) {
    rejections.refuse(refused, from);
  }

  /**
   * Takes a fact.
   *
   * @param partition it was read in
   * @param rows of its customer
   * @param wasToSave notes whether a deal is on the save list now, and tells whether it was
   * @return what it changed
   */
  public Delta apply(Fact fact, int partition, Rows rows, Predicate<DealResult> wasToSave) {
    Delta delta = fold.apply(rows, fact);
    ledger.book(delta.outcomes(), partition);
    rejections.conflicts(delta.rejected(), partition);
    for (Cell cell : delta.cells()) {
      cells.add(cell.key().repId(), caused(cell, fact));
    }
    for (DealResult deal : delta.deals()) {
      deals.add(deal, wasToSave.test(deal));
    }
    return delta;
  }

  /**
   * Publishes once more whether a deal is on the save list.
   *
   * @param rows of its customer
   * @param toSave whether it is
   */
  public void publishSaved(DealKey deal, boolean toSave, Rows rows) {
    if (toSave) {
      DealView view = fold.read(deal.customerId(), rows).deals().get(deal.dealId());
      deals.publishSaved(deal, Objects.requireNonNull(Objects.requireNonNull(view).state()));
    } else {
      deals.publishSaved(deal, null);
    }
  }

  private Cell caused(Cell cell, Fact fact) {
    return setup.closing().restates(cell.key().cohortDay(), cell.arrivalDay())
        ? cell.because(Causes.of(fact))
        : cell;
  }
}
