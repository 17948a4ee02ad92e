package io.willingly.streams.processor;

import io.willingly.metrics.fold.Rows;
import io.willingly.metrics.scope.RepFold;
import io.willingly.metrics.scope.ScopeCell;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.tally.Causes;
import io.willingly.metrics.tally.Cell;
import io.willingly.streams.state.StateKeys;
import io.willingly.streams.state.Stores;
import io.willingly.streams.state.TaskRows;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Sums a rep's differences by cohort day and arrival day, publishes his rows, and hands the
 * differences on to the teams of the cohort days and to the organisation. The directory lives in
 * the same task, so that a late entry moves days in the same transaction (R65).
 */
public final class RepProcessor extends ContextualProcessor<byte[], Inflow, byte[], byte[]> {
  private final Setup setup;
  private final RepFold fold;

  @SuppressWarnings("NullAway.Init") // set by init, before the first record
  private Parts parts;

  private RepProcessor(Setup setup) {
    this.setup = setup;
    this.fold = new RepFold(setup.quality().definition(), setup.quality().organisation());
  }

  /**
   * Makes processors.
   *
   * @param scopeDeltas name of the node that takes differences by scope
   */
  public record Setup(QualitySetup quality, String scopeDeltas)
      implements ProcessorSupplier<byte[], Inflow, byte[], byte[]> {
    @Override
    public Processor<byte[], Inflow, byte[], byte[]> get() {
      return new RepProcessor(this);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return TaskParts.stores(
          Stores.REP_TALLIES,
          TaskParts.cellBuffer(scopeDeltas),
          TaskParts.ledgerBuffer(Stores.REP_TALLIES),
          TaskParts.qualityBuffer(Stores.REP_TALLIES),
          TaskParts.restatementBuffer(Stores.REP_TALLIES));
    }
  }

  private record Parts(
      TaskRows rows,
      RulesGuard rules,
      DayRoll day,
      Ledger ledger,
      Rejections rejections,
      CellOutlet cells,
      QualityOutlet quality,
      RestatementOutlet restatements) {}

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    super.init(context);
    QualitySetup quality = setup.quality();
    TaskParts task = new TaskParts(context, Stores.REP_TALLIES, quality.task());
    Ledger ledger = task.ledger();
    DayRoll day = task.dayRoll(quality);
    parts =
        new Parts(
            task.rows(),
            task.rules(),
            day,
            ledger,
            task.rejections(ledger),
            task.cells(setup.scopeDeltas()),
            task.quality(quality, day),
            task.restatements(quality));
  }

  @Override
  public void process(Record<byte[], Inflow> record) {
    parts.rules().stamp();
    parts.day().stamp();
    if (record.value() instanceof Inflow.Refused refused) {
      parts.rejections().refuse(refused);
      return;
    }
    ScopeId rep = ScopeId.rep(new String(record.key(), StandardCharsets.UTF_8));
    Rows rows = parts.rows().under(StateKeys.tally(rep));
    if (record.value() instanceof Inflow.Cells cells) {
      handOn(rep, fold.addCells(rows, rep.id(), cells.cells()));
      parts.restatements().changed(rep, cells.cells());
    } else if (record.value() instanceof Inflow.Valid entry) {
      handOn(rep, fold.apply(rows, entry.fact()));
    }
  }

  private void handOn(ScopeId rep, RepFold.Change change) {
    parts.ledger().book(change.outcomes());
    parts.rejections().conflicts(change.rejected());
    parts.quality().changed(rep, change.changed());
    for (ScopeCell moved : change.forward()) {
      parts.cells().add(ScopeKeys.encode(moved.scope()), caused(moved.cell()));
    }
  }

  /** Without causes, unless it restates a closed period: nobody would read them (R53). */
  private Cell caused(Cell cell) {
    return setup.quality().closing().restates(cell.key().cohortDay(), cell.arrivalDay())
        ? cell
        : cell.because(Causes.NONE);
  }
}
