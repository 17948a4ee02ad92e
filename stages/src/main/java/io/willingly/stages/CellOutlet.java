package io.willingly.stages;

import io.willingly.metrics.tally.Cell;
import io.willingly.metrics.tally.CellSum;
import io.willingly.metrics.tally.TallyBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Collects differences by key until the engine commits, sums them and sends one record a key to the
 * next step (R49): the local half of a two-phase aggregation.
 */
public final class CellOutlet<K extends Comparable<? super K>> {
  private static final int MAX_RECORD_BYTES = 256 << 10;

  /** A cell and its tally on the heap, roughly. */
  private static final int CELL_BYTES = 320;

  private final DeltaBuffer<K, List<Cell>> sums;
  private final Function<K, byte[]> encode;
  private final Sink next;

  /**
   * An outlet to the next step.
   *
   * @param encode the key of its records
   */
  public CellOutlet(DeltaBuffer<K, List<Cell>> sums, Function<K, byte[]> encode, Sink next) {
    this.sums = sums;
    this.encode = encode;
    this.next = next;
    sums.drainTo(this::forward);
  }

  public static <K extends Comparable<? super K>> DeltaBuffer<K, List<Cell>> buffer() {
    return new DeltaBuffer<>(CellOutlet::append, cells -> CELL_BYTES * cells.size());
  }

  void add(K key, Cell cell) {
    List<Cell> one = new ArrayList<>(4);
    one.add(cell);
    sums.add(key, one);
  }

  private static List<Cell> append(List<Cell> older, List<Cell> newer) {
    older.addAll(newer);
    return older;
  }

  private void forward(List<Map.Entry<K, List<Cell>>> entries) {
    for (Map.Entry<K, List<Cell>> entry : entries) {
      List<Cell> cells = new CellSum().add(entry.getValue()).cells();
      if (!cells.isEmpty()) {
        forward(encode.apply(entry.getKey()), cells);
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
      next.send(key, value);
    }
  }
}
