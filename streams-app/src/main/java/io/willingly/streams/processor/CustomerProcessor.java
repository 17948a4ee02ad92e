package io.willingly.streams.processor;

import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fold.Delta;
import io.willingly.metrics.fold.Rows;
import io.willingly.stages.CustomerStep;
import io.willingly.stages.DealKey;
import io.willingly.stages.Inflow;
import io.willingly.stages.Ledger;
import io.willingly.stages.TaskSetup;
import io.willingly.streams.state.DealEntry;
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

/** The {@link CustomerStep} of a task, and the indexes that queries read. */
public final class CustomerProcessor extends ContextualProcessor<byte[], Inflow, byte[], byte[]> {
  private final Setup setup;

  @SuppressWarnings("NullAway.Init") // set by init, before the first record
  private Parts parts;

  private CustomerProcessor(Setup setup) {
    this.setup = setup;
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
          TaskParts.<String>cellBuffer(repDeltas),
          TaskParts.ledgerBuffer(Stores.CUSTOMER_HISTORY),
          TaskParts.dealBuffer());
    }
  }

  private record Parts(TaskRows rows, RulesGuard rules, CustomerStep step, Debut debut) {}

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    super.init(context);
    TaskParts task = new TaskParts(context, Stores.CUSTOMER_HISTORY, setup.task());
    Ledger ledger = task.ledger();
    CustomerStep step =
        new CustomerStep(
            setup.task(),
            ledger,
            task.rejections(ledger),
            task.cells(repId -> repId.getBytes(StandardCharsets.UTF_8), setup.repDeltas()),
            task.deals());
    parts = new Parts(task.rows(), task.rules(), step, task.debut(this::publishSaved));
  }

  @Override
  public void process(Record<byte[], Inflow> record) {
    parts.rules().stamp();
    parts.debut().stamp();
    if (record.value() instanceof Inflow.Valid valid) {
      apply(valid.fact());
    } else if (record.value() instanceof Inflow.Refused refused) {
      parts.step().refuse(refused, Positions.of(context()));
    }
  }

  private void apply(Fact fact) {
    DealIndex index = new DealIndex(parts.rows(), fact.customerId());
    int partition = context().taskId().partition();
    Delta delta = parts.step().apply(fact, partition, rows(fact.customerId()), index::wasToSave);
    index.apply(fact, delta);
  }

  private void publishSaved(DealKey deal) {
    byte[] entry = parts.rows().get(StateKeys.deal(deal));
    boolean toSave = entry != null && DealEntry.decode(entry).toSave();
    parts.step().publishSaved(deal, toSave, rows(deal.customerId()));
  }

  private Rows rows(String customerId) {
    return parts.rows().under(StateKeys.customer(customerId));
  }
}
