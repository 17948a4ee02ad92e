package io.willingly.streams.processor;

import io.willingly.metrics.scope.ScopeId;
import io.willingly.stages.Inflow;
import io.willingly.stages.Ledger;
import io.willingly.stages.RepStep;
import io.willingly.stages.ScopeKeys;
import io.willingly.stages.TaskSetup;
import io.willingly.streams.state.Stores;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;

/** The {@link RepStep} of a task. */
public final class RepProcessor extends ContextualProcessor<byte[], Inflow, byte[], byte[]> {
  private final Setup setup;

  @SuppressWarnings("NullAway.Init") // set by init, before the first record
  private Parts parts;

  private RepProcessor(Setup setup) {
    this.setup = setup;
  }

  /**
   * Makes processors.
   *
   * @param clock tells the day rolling windows end on (R56)
   * @param scopeDeltas name of the node that takes differences by scope
   */
  public record Setup(TaskSetup task, Clock clock, String scopeDeltas)
      implements ProcessorSupplier<byte[], Inflow, byte[], byte[]> {
    @Override
    public Processor<byte[], Inflow, byte[], byte[]> get() {
      return new RepProcessor(this);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return TaskParts.stores(
          Stores.REP_TALLIES,
          TaskParts.<ScopeId>cellBuffer(scopeDeltas),
          TaskParts.ledgerBuffer(Stores.REP_TALLIES),
          TaskParts.qualityBuffer(Stores.REP_TALLIES),
          TaskParts.restatementBuffer(Stores.REP_TALLIES));
    }
  }

  private record Parts(RulesGuard rules, DayRoll day, RepStep step) {}

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    super.init(context);
    TaskParts task = new TaskParts(context, Stores.REP_TALLIES, setup.task());
    Ledger ledger = task.ledger();
    DayRoll day = task.dayRoll(setup.clock());
    RepStep step =
        new RepStep(
            setup.task(),
            task.scopes(),
            ledger,
            task.rejections(ledger),
            task.cells(ScopeKeys::encode, setup.scopeDeltas()),
            task.quality(day),
            task.restatements());
    parts = new Parts(task.rules(), day, step);
  }

  @Override
  public void process(Record<byte[], Inflow> record) {
    parts.rules().stamp();
    parts.day().stamp();
    // One that was refused may have no key.
    String repId = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    parts.step().process(repId, record.value(), Positions.of(context()));
  }
}
