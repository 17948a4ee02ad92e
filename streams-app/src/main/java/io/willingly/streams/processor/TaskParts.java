package io.willingly.streams.processor;

import io.willingly.event.IngestLedgerKey;
import io.willingly.event.IngestLedgerRow;
import io.willingly.metrics.codec.ByteReader;
import io.willingly.metrics.codec.ByteWriter;
import io.willingly.metrics.fold.Rows;
import io.willingly.metrics.scope.Restatement;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.tally.Cell;
import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import io.willingly.stages.CellOutlet;
import io.willingly.stages.DealKey;
import io.willingly.stages.DealOutlet;
import io.willingly.stages.DeltaBuffer;
import io.willingly.stages.Ledger;
import io.willingly.stages.LedgerKey;
import io.willingly.stages.Outlet;
import io.willingly.stages.QualityKey;
import io.willingly.stages.QualityOutlet;
import io.willingly.stages.Rejections;
import io.willingly.stages.RestatedKey;
import io.willingly.stages.RestatementOutlet;
import io.willingly.stages.Sink;
import io.willingly.stages.TaskSetup;
import io.willingly.streams.buffer.CommitBuffer;
import io.willingly.streams.state.StateKeys;
import io.willingly.streams.state.Stores;
import io.willingly.streams.state.TaskRows;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Gives a step what it needs of Kafka Streams: rows, outlets and the buffers between them, all
 * named after the store. Made anew in each {@code init}, so that nothing outlives a task (R46).
 */
final class TaskParts {
  private static final String DEAL_CHANGES = "deal-changes";

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
    this.rows = new TaskRows(store, buffer(TaskRows.bufferName(kind)));
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
    return CommitBuffer.builder(ledgerBufferName(kind), Ledger::buffer);
  }

  static <K extends Comparable<? super K>> StoreBuilder<CommitBuffer<K, List<Cell>>> cellBuffer(
      String child) {
    return CommitBuffer.builder(cellBufferName(child), CellOutlet::buffer);
  }

  static StoreBuilder<CommitBuffer<DealKey, DealOutlet.Change>> dealBuffer() {
    return CommitBuffer.builder(DEAL_CHANGES, DealOutlet::buffer);
  }

  static StoreBuilder<CommitBuffer<QualityKey, Boolean>> qualityBuffer(Stores kind) {
    return CommitBuffer.builder(qualityBufferName(kind), QualityOutlet::buffer);
  }

  static StoreBuilder<CommitBuffer<RestatedKey, Restatement>> restatementBuffer(Stores kind) {
    return CommitBuffer.builder(restatementBufferName(kind), RestatementOutlet::buffer);
  }

  TaskRows rows() {
    return rows;
  }

  RulesGuard rules() {
    return rules;
  }

  /** The rows of a rep, a team or the organisation. */
  Function<ScopeId, Rows> scopes() {
    return scope -> rows.under(StateKeys.tally(scope));
  }

  Ledger ledger() {
    Outlet<IngestLedgerKey, IngestLedgerRow> outlet = outlet(Topics.INGEST_LEDGER);
    return new Ledger(buffer(ledgerBufferName(kind)), (key, change) -> count(key, change, outlet));
  }

  Rejections rejections(Ledger ledger) {
    return new Rejections(ledger, outlet(Topics.REJECTED_EVENTS), setup.ids());
  }

  <K extends Comparable<? super K>> CellOutlet<K> cells(Function<K, byte[]> encode, String child) {
    return new CellOutlet<>(buffer(cellBufferName(child)), encode, sink(child));
  }

  DealOutlet deals() {
    return new DealOutlet(
        buffer(DEAL_CHANGES),
        outlet(Topics.DEAL_VERDICTS),
        outlet(Topics.SAVE_LIST),
        setup.definition().version());
  }

  Debut debut(Consumer<DealKey> publish) {
    return new Debut(context, rows, setup.publication(), publish);
  }

  DayRoll dayRoll(Clock clock) {
    return new DayRoll(rows, store, setup.definition(), clock);
  }

  /** The outlet of service quality, which turns with the day. */
  QualityOutlet quality(DayRoll day) {
    QualityOutlet quality =
        new QualityOutlet(
            scopes(),
            buffer(qualityBufferName(kind)),
            scope -> day.days(),
            outlet(Topics.SERVICE_QUALITY),
            setup.definition());
    DayTurn turn = new DayTurn(day, quality);
    context.schedule(DAY_CHECK, PunctuationType.WALL_CLOCK_TIME, now -> turn.check());
    return quality;
  }

  RestatementOutlet restatements() {
    return new RestatementOutlet(
        scopes(), buffer(restatementBufferName(kind)), outlet(Topics.RESTATEMENTS), setup);
  }

  private <K extends Comparable<? super K>, V> DeltaBuffer<K, V> buffer(String name) {
    CommitBuffer<K, V> buffer = context.getStateStore(name);
    return buffer.deltas();
  }

  private <K extends SpecificRecord, V extends SpecificRecord> Outlet<K, V> outlet(
      Topic<K, V> topic) {
    boolean published = setup.publication().includes(topic);
    return new Outlet<>(topic, setup.ids(), published ? sink(SinkNames.of(kind, topic)) : null);
  }

  private Sink sink(String child) {
    return (key, value) ->
        context.forward(new Record<>(key, value, context.currentSystemTimeMs()), child);
  }

  /** Past {@link TaskRows}: its buffer may have been emptied before the ledger's is (R47). */
  private void count(LedgerKey key, long change, Outlet<IngestLedgerKey, IngestLedgerRow> outlet) {
    Bytes row = Bytes.wrap(StateKeys.ledger(key));
    byte[] before = store.get(row);
    long count = change + (before == null ? 0 : new ByteReader(before).getLong());
    store.put(row, count == 0 ? null : new ByteWriter(10).putLong(count).toBytes());
    Ledger.publish(key, count, outlet);
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
