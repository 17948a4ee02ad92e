package io.willingly.streams.processor;

import io.willingly.stages.Inflow;
import io.willingly.stages.ScopeKeys;
import io.willingly.stages.ScopeStep;
import io.willingly.stages.TaskSetup;
import io.willingly.streams.state.Stores;
import java.time.Clock;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;

/** The {@link ScopeStep} of a task. */
public final class ScopeProcessor extends ContextualProcessor<byte[], Inflow, byte[], byte[]> {
  private final Setup setup;

  @SuppressWarnings("NullAway.Init") // set by init, before the first record
  private Parts parts;

  private ScopeProcessor(Setup setup) {
    this.setup = setup;
  }

  /**
   * Makes processors.
   *
   * @param clock tells the day rolling windows end on (R56)
   */
  public record Setup(TaskSetup task, Clock clock)
      implements ProcessorSupplier<byte[], Inflow, byte[], byte[]> {
    @Override
    public Processor<byte[], Inflow, byte[], byte[]> get() {
      return new ScopeProcessor(this);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return TaskParts.stores(
          Stores.SCOPE_TALLIES,
          TaskParts.qualityBuffer(Stores.SCOPE_TALLIES),
          TaskParts.restatementBuffer(Stores.SCOPE_TALLIES));
    }
  }

  private record Parts(RulesGuard rules, DayRoll day, ScopeStep step) {}

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    super.init(context);
    TaskParts task = new TaskParts(context, Stores.SCOPE_TALLIES, setup.task());
    DayRoll day = task.dayRoll(setup.clock());
    ScopeStep step = new ScopeStep(task.scopes(), task.quality(day), task.restatements());
    parts = new Parts(task.rules(), day, step);
  }

  @Override
  public void process(Record<byte[], Inflow> record) {
    parts.rules().stamp();
    parts.day().stamp();
    if (record.value() instanceof Inflow.Cells added) {
      parts.step().add(ScopeKeys.decode(record.key()), added.cells());
    }
  }
}
