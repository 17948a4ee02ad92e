package io.willingly.streams.processor;

import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.scope.ScopeTallies;
import io.willingly.streams.state.StateKeys;
import io.willingly.streams.state.Stores;
import io.willingly.streams.state.TaskRows;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;

/** Sums the differences of teams and of the organisation, publishes their rows and restatements. */
public final class ScopeProcessor extends ContextualProcessor<byte[], Inflow, byte[], byte[]> {
  private final QualitySetup quality;

  @SuppressWarnings("NullAway.Init") // set by init, before the first record
  private Parts parts;

  private ScopeProcessor(QualitySetup quality) {
    this.quality = quality;
  }

  /** Makes processors. */
  public record Setup(QualitySetup quality)
      implements ProcessorSupplier<byte[], Inflow, byte[], byte[]> {
    @Override
    public Processor<byte[], Inflow, byte[], byte[]> get() {
      return new ScopeProcessor(quality);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return TaskParts.stores(
          Stores.SCOPE_TALLIES,
          TaskParts.qualityBuffer(Stores.SCOPE_TALLIES),
          TaskParts.restatementBuffer(Stores.SCOPE_TALLIES));
    }
  }

  private record Parts(
      TaskRows rows,
      RulesGuard rules,
      DayRoll day,
      QualityOutlet quality,
      RestatementOutlet restatements) {}

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    super.init(context);
    TaskParts task = new TaskParts(context, Stores.SCOPE_TALLIES, quality.task());
    DayRoll day = task.dayRoll(quality);
    parts =
        new Parts(
            task.rows(), task.rules(), day, task.quality(quality, day), task.restatements(quality));
  }

  @Override
  public void process(Record<byte[], Inflow> record) {
    parts.rules().stamp();
    parts.day().stamp();
    if (record.value() instanceof Inflow.Cells cells) {
      ScopeId scope = ScopeKeys.decode(record.key());
      ScopeTallies tallies = new ScopeTallies(parts.rows().under(StateKeys.tally(scope)));
      parts.quality().changed(scope, tallies.add(cells.cells()));
      parts.restatements().changed(scope, cells.cells());
    }
  }
}
