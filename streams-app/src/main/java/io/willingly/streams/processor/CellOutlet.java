package io.willingly.streams.processor;

import io.willingly.metrics.tally.Cell;
import io.willingly.metrics.tally.CellSum;
import io.willingly.metrics.tally.TallyBytes;
import io.willingly.streams.buffer.CommitBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Collects differences by key until the task commits, sums them and sends one record a key to the
 * next sub-topology (R49): the local half of a two-phase aggregation.
 */
final class CellOutlet {
  private static final int MAX_RECORD_BYTES = 256 << 10;

  /** A cell and its tally on the heap, roughly. */
  private static final int CELL_BYTES = 320;

  private final ProcessorContext<byte[], byte[]> context;
  private final CommitBuffer<Bytes, List<Cell>> sums;
  private final String child;

  CellOutlet(
      ProcessorContext<byte[], byte[]> context,
      CommitBuffer<Bytes, List<Cell>> sums,
      String child) {
    this.context = context;
    this.sums = sums;
    this.child = child;
    sums.drainTo(this::forward);
  }

  static StoreBuilder<CommitBuffer<Bytes, List<Cell>>> buffer(String name) {
    return CommitBuffer.builder(name, CellOutlet::append, cells -> CELL_BYTES * cells.size());
  }

  void add(byte[] key, Cell cell) {
    List<Cell> one = new ArrayList<>(4);
    one.add(cell);
    sums.add(Bytes.wrap(key), one);
  }

  private static List<Cell> append(List<Cell> older, List<Cell> newer) {
    older.addAll(newer);
    return older;
  }

  private void forward(List<KeyValue<Bytes, List<Cell>>> entries) {
    for (KeyValue<Bytes, List<Cell>> entry : entries) {
      List<Cell> cells = new CellSum().add(entry.value).cells();
      if (!cells.isEmpty()) {
        forward(entry.key.get(), cells);
      }
    }
  }

  private void forward(byte[] key, List<Cell> cells) {
    byte[] value = TallyBytes.encodeCells(cells);
    if (value.length > MAX_RECORD_BYTES && cells.size() > 1) {
      int half = cells.size() / 2;
      forward(key, cells.subList(0, half));
      forward(key, cells.subList(half, cells.size()));
    } else {
      // The arrival day is in the cells; the record's time only serves retention (R60).
      context.forward(new Record<>(key, value, context.currentSystemTimeMs()), child);
    }
  }
}
