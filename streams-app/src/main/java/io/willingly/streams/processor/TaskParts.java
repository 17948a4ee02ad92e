package io.willingly.streams.processor;

import io.willingly.metrics.scope.Restatement;
import io.willingly.metrics.tally.Cell;
import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.buffer.CommitBuffer;
import io.willingly.streams.state.StateKeys.DealAt;
import io.willingly.streams.state.Stores;
import io.willingly.streams.state.TaskRows;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Puts the parts of a stateful processor together: rows, outlets and the buffers between them, all
 * named after the store. Made anew in each {@code init}, so that nothing outlives a task (R46).
 */
final class TaskParts {
  /** Seldom, for a punctuation makes its task commit, whether it did anything or not. */
  private static final Duration DAY_CHECK = Duration.ofMinutes(1);

  private static final Duration PAGE_PAUSE = Duration.ofSeconds(1);

  private final ProcessorContext<byte[], byte[]> context;
  private final Stores kind;
  private final TaskSetup setup;
  private final KeyValueStore<Bytes, byte[]> store;
  private final TaskRows rows;
  private final RulesGuard rules;

  TaskParts(ProcessorContext<byte[], byte[]> context, Stores kind, TaskSetup setup) {
    this.context = context;
    this.kind = kind;
    this.setup = setup;
    this.store = context.getStateStore(kind.storeName());
    this.rows = new TaskRows(store, context.getStateStore(TaskRows.bufferName(kind)));
    this.rules = new RulesGuard(rows, setup);
  }

  /** The store of a kind of task, the buffer of its rows, and the buffers of its outlets. */
  static Set<StoreBuilder<?>> stores(Stores kind, StoreBuilder<?>... outletBuffers) {
    Set<StoreBuilder<?>> all = new LinkedHashSet<>(List.of(outletBuffers));
    all.add(kind.builder());
    all.add(TaskRows.buffer(kind));
    return all;
  }

  static StoreBuilder<CommitBuffer<LedgerKey, Long>> ledgerBuffer(Stores kind) {
    return Ledger.buffer(ledgerBufferName(kind));
  }

  static StoreBuilder<CommitBuffer<Bytes, List<Cell>>> cellBuffer(String child) {
    return CellOutlet.buffer(cellBufferName(child));
  }

  static StoreBuilder<CommitBuffer<QualityKey, Boolean>> qualityBuffer(Stores kind) {
    return QualityOutlet.buffer(qualityBufferName(kind));
  }

  static StoreBuilder<CommitBuffer<RestatedKey, Restatement>> restatementBuffer(Stores kind) {
    return RestatementOutlet.buffer(restatementBufferName(kind));
  }

  TaskRows rows() {
    return rows;
  }

  RulesGuard rules() {
    return rules;
  }

  <K extends SpecificRecord, V extends SpecificRecord> Outlet<K, V> outlet(Topic<K, V> topic) {
    String sink = setup.publication().includes(topic) ? SinkNames.of(kind, topic) : null;
    return new Outlet<>(context, sink, topic, setup.ids());
  }

  Ledger ledger() {
    return new Ledger(
        store,
        context.getStateStore(ledgerBufferName(kind)),
        outlet(Topics.INGEST_LEDGER),
        context.taskId().partition());
  }

  Rejections rejections(Ledger ledger) {
    return new Rejections(context, ledger, outlet(Topics.REJECTED_EVENTS), setup.ids());
  }

  CellOutlet cells(String child) {
    return new CellOutlet(context, context.getStateStore(cellBufferName(child)), child);
  }

  Debut debut(Consumer<DealAt> publish) {
    return new Debut(context, rows, setup.publication(), publish);
  }

  DayRoll dayRoll(QualitySetup setup) {
    return new DayRoll(rows, store, setup.definition(), setup.clock());
  }

  /** The outlet of service quality, which turns with the day. */
  QualityOutlet quality(QualitySetup setup, DayRoll day) {
    QualityOutlet quality =
        new QualityOutlet(
            rows,
            context.getStateStore(qualityBufferName(kind)),
            day,
            outlet(Topics.SERVICE_QUALITY),
            setup);
    DayTurn turn = new DayTurn(day, quality);
    context.schedule(DAY_CHECK, PunctuationType.WALL_CLOCK_TIME, now -> turn.check());
    return quality;
  }

  RestatementOutlet restatements(QualitySetup setup) {
    return new RestatementOutlet(
        rows,
        context.getStateStore(restatementBufferName(kind)),
        outlet(Topics.RESTATEMENTS),
        setup);
  }

  /** Turns the first page of a day when it is seen, and the others soon after. */
  private final class DayTurn {
    private final DayRoll day;
    private final QualityOutlet quality;
    private @Nullable Cancellable pages;

    DayTurn(DayRoll day, QualityOutlet quality) {
      this.day = day;
      this.quality = quality;
    }

    void check() {
      if (pages == null && day.turn(quality::dayTurned)) {
        pages = context.schedule(PAGE_PAUSE, PunctuationType.WALL_CLOCK_TIME, now -> page());
      }
    }

    private void page() {
      if (!day.turn(quality::dayTurned) && pages != null) {
        pages.cancel();
        pages = null;
      }
    }
  }

  private static String ledgerBufferName(Stores kind) {
    return kind.storeName() + "-ledger-changes";
  }

  private static String qualityBufferName(Stores kind) {
    return kind.storeName() + "-quality-changes";
  }

  private static String restatementBufferName(Stores kind) {
    return kind.storeName() + "-restatements";
  }

  private static String cellBufferName(String child) {
    return child + "-sums";
  }
}
