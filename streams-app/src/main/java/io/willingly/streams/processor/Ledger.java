package io.willingly.streams.processor;

import io.willingly.event.IngestLedgerKey;
import io.willingly.event.IngestLedgerRow;
import io.willingly.metrics.codec.ByteReader;
import io.willingly.metrics.codec.ByteWriter;
import io.willingly.metrics.fold.Delta.OutcomeMove;
import io.willingly.metrics.fold.Reason;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.buffer.CommitBuffer;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Counts what became of each delivered record (R6, R63). Changes are summed until the task commits;
 * then the count in the store moves and the new count, not the change, is published, so that the
 * compacted topic is the ledger.
 */
final class Ledger {
  private final KeyValueStore<Bytes, byte[]> store;
  private final CommitBuffer<LedgerKey, Long> changes;
  private final Outlet<IngestLedgerKey, IngestLedgerRow> outlet;
  private final int partition;

  /**
   * Sets up the ledger of a task.
   *
   * @param store written at commit only, past {@link io.willingly.streams.state.TaskRows}: its
   *     buffer may have been emptied before this one is (R47)
   */
  Ledger(
      KeyValueStore<Bytes, byte[]> store,
      CommitBuffer<LedgerKey, Long> changes,
      Outlet<IngestLedgerKey, IngestLedgerRow> outlet,
      int partition) {
    this.store = store;
    this.changes = changes;
    this.outlet = outlet;
    this.partition = partition;
    changes.drainTo(this::publish);
  }

  static StoreBuilder<CommitBuffer<LedgerKey, Long>> buffer(String name) {
    return CommitBuffer.builder(name, Long::sum, change -> 128);
  }

  void book(List<OutcomeMove> moves) {
    for (OutcomeMove move : moves) {
      String topic = Topics.of(move.family()).name();
      book(move.source(), move.reason(), topic, move.run(), move.change());
    }
  }

  void book(String source, Reason reason, String topic, long run, long change) {
    changes.add(new LedgerKey(source, reason, topic, partition, run), change);
  }

  private void publish(List<KeyValue<LedgerKey, Long>> entries) {
    for (KeyValue<LedgerKey, Long> entry : entries) {
      if (entry.value != 0) {
        publish(entry.key, entry.value);
      }
    }
  }

  private void publish(LedgerKey key, long change) {
    Bytes row = Bytes.wrap(key.row());
    byte[] before = store.get(row);
    long count = change + (before == null ? 0 : new ByteReader(before).getLong());
    IngestLedgerKey published =
        new IngestLedgerKey(
            key.source(),
            key.reason().outcome().name(),
            key.reason().name(),
            key.topic(),
            key.partition(),
            key.run());
    if (count == 0) {
      store.delete(row);
      outlet.send(published, null);
    } else {
      store.put(row, new ByteWriter(10).putLong(count).toBytes());
      outlet.send(published, new IngestLedgerRow(count));
    }
  }
}
