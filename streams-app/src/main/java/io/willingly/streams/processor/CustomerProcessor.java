package io.willingly.streams.processor;

import io.willingly.event.SaveListEntry;
import io.willingly.event.SaveListKey;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fold.CustomerView;
import io.willingly.metrics.fold.DealState;
import io.willingly.metrics.fold.Delta;
import io.willingly.metrics.fold.Delta.DealResult;
import io.willingly.metrics.fold.Fold;
import io.willingly.metrics.fold.Reason;
import io.willingly.metrics.fold.Rows;
import io.willingly.metrics.tally.Causes;
import io.willingly.metrics.tally.Cell;
import io.willingly.schemas.facts.VerdictCodec;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.state.DealEntry;
import io.willingly.streams.state.StateKeys;
import io.willingly.streams.state.StateKeys.DealAt;
import io.willingly.streams.state.Stores;
import io.willingly.streams.state.TaskRows;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Remembers each fact in its customer's history, folds, and hands on what it changed: differences
 * to the reps, verdicts and the save list, the ledger, and what was rejected.
 */
public final class CustomerProcessor extends ContextualProcessor<byte[], Inflow, byte[], byte[]> {
  private static final String DEAL_CHANGES = "deal-changes";

  private final Setup setup;
  private final Fold fold;

  @SuppressWarnings("NullAway.Init") // set by init, before the first record
  private Parts parts;

  private CustomerProcessor(Setup setup) {
    this.setup = setup;
    this.fold = new Fold(setup.task().definition());
  }

  /**
   * Makes processors.
   *
   * @param repDeltas name of the node that takes differences by rep
   */
  public record Setup(TaskSetup task, String repDeltas)
      implements ProcessorSupplier<byte[], Inflow, byte[], byte[]> {
    @Override
    public Processor<byte[], Inflow, byte[], byte[]> get() {
      return new CustomerProcessor(this);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return TaskParts.stores(
          Stores.CUSTOMER_HISTORY,
          TaskParts.cellBuffer(repDeltas),
          TaskParts.ledgerBuffer(Stores.CUSTOMER_HISTORY),
          DealOutlet.buffer(DEAL_CHANGES));
    }
  }

  private record Parts(
      TaskRows rows,
      RulesGuard rules,
      Ledger ledger,
      Rejections rejections,
      CellOutlet cells,
      DealOutlet deals,
      Debut debut) {}

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    super.init(context);
    TaskParts task = new TaskParts(context, Stores.CUSTOMER_HISTORY, setup.task());
    Ledger ledger = task.ledger();
    Outlet<SaveListKey, SaveListEntry> saveList = task.outlet(Topics.SAVE_LIST);
    DealOutlet deals =
        new DealOutlet(
            context.getStateStore(DEAL_CHANGES),
            task.outlet(Topics.DEAL_VERDICTS),
            saveList,
            setup.task().definition().version());
    parts =
        new Parts(
            task.rows(),
            task.rules(),
            ledger,
            task.rejections(ledger),
            task.cells(setup.repDeltas()),
            deals,
            task.debut(deal -> publishSaved(deal, saveList)));
  }

  @Override
  public void process(Record<byte[], Inflow> record) {
    parts.rules().stamp();
    parts.debut().stamp();
    if (record.value() instanceof Inflow.Valid valid) {
      apply(valid.fact());
    } else if (record.value() instanceof Inflow.Refused refused) {
      parts.rejections().refuse(refused);
    }
  }

  private void apply(Fact fact) {
    Rows rows = parts.rows().under(StateKeys.customer(fact.customerId()));
    Delta delta = fold.apply(rows, fact);
    parts.ledger().book(delta.outcomes());
    parts.rejections().conflicts(delta.rejected());
    for (Cell cell : delta.cells()) {
      parts.cells().add(cell.key().repId().getBytes(StandardCharsets.UTF_8), caused(cell, fact));
    }
    DealIndex index = new DealIndex(parts.rows(), fact.customerId());
    for (DealResult deal : delta.deals()) {
      parts.deals().add(deal, index.wasToSave(deal));
    }
    index.count(delta);
    String dealId = fact.content().dealId();
    if (dealId != null && !arrivedErased(delta)) {
      index.know(dealId);
    }
    index.flush();
  }

  private void publishSaved(DealAt deal, Outlet<SaveListKey, SaveListEntry> saveList) {
    byte[] entry = parts.rows().get(StateKeys.deal(deal));
    boolean toSave = entry != null && DealEntry.decode(entry).toSave();
    saveList.send(
        new SaveListKey(deal.customerId(), deal.dealId()),
        toSave
            ? VerdictCodec.saveListEntry(state(deal), setup.task().definition().version())
            : null);
  }

  private DealState state(DealAt deal) {
    Rows rows = parts.rows().under(StateKeys.customer(deal.customerId()));
    CustomerView.DealView view = fold.read(deal.customerId(), rows).deals().get(deal.dealId());
    return Objects.requireNonNull(Objects.requireNonNull(view).state());
  }

  private Cell caused(Cell cell, Fact fact) {
    return setup.task().closing().restates(cell.key().cohortDay(), cell.arrivalDay())
        ? cell.because(Causes.of(fact))
        : cell;
  }

  /** Whether an erasure came before the fact did (R43): then nothing may remember its customer. */
  private static boolean arrivedErased(Delta delta) {
    return delta.outcomes().stream()
        .anyMatch(move -> move.reason() == Reason.ERASED && move.change() > 0);
  }
}
