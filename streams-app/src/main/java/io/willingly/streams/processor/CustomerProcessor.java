package io.willingly.streams.processor;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fold.Delta;
import io.willingly.metrics.fold.Delta.DealResult;
import io.willingly.metrics.fold.Fold;
import io.willingly.metrics.fold.Reason;
import io.willingly.metrics.fold.Rows;
import io.willingly.metrics.tally.Cell;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.streams.state.StateKeys;
import io.willingly.streams.state.StateKeys.DealAt;
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
    this.fold = new Fold(setup.definition());
  }

  /**
   * Makes processors.
   *
   * @param organisation whose state it is (R40)
   * @param repDeltas name of the node that takes differences by rep
   */
  public record Setup(Definition definition, String organisation, SchemaIds ids, String repDeltas)
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
      DealIndex index,
      Ledger ledger,
      Rejections rejections,
      CellOutlet cells,
      DealOutlet deals) {}

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    super.init(context);
    TaskParts task =
        new TaskParts(
            context,
            Stores.CUSTOMER_HISTORY,
            setup.definition(),
            setup.organisation(),
            setup.ids());
    Ledger ledger = task.ledger();
    DealOutlet deals =
        new DealOutlet(
            context.getStateStore(DEAL_CHANGES),
            task.outlet(Topics.DEAL_VERDICTS),
            task.outlet(Topics.SAVE_LIST),
            setup.definition().version());
    parts =
        new Parts(
            task.rows(),
            task.rules(),
            new DealIndex(task.rows()),
            ledger,
            task.rejections(ledger),
            task.cells(setup.repDeltas()),
            deals);
  }

  @Override
  public void process(Record<byte[], Inflow> record) {
    parts.rules().stamp();
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
      parts.cells().add(cell.key().repId().getBytes(StandardCharsets.UTF_8), cell);
    }
    for (DealResult deal : delta.deals()) {
      parts.deals().add(deal, parts.index().move(deal).toSave());
    }
    for (String dealId : delta.forgotten()) {
      parts.index().forget(new DealAt(fact.customerId(), dealId));
    }
    String dealId = fact.content().dealId();
    if (dealId != null && !arrivedErased(delta)) {
      parts.index().know(new DealAt(fact.customerId(), dealId));
    }
  }

  /** Whether an erasure came before the fact did (R43): then nothing may remember its customer. */
  private static boolean arrivedErased(Delta delta) {
    return delta.outcomes().stream()
        .anyMatch(move -> move.reason() == Reason.ERASED && move.change() > 0);
  }
}
