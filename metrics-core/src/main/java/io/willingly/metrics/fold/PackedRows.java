package io.willingly.metrics.fold;

import io.willingly.metrics.codec.ByteReader;
import io.willingly.metrics.codec.ByteWriter;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Point rows that lie together in one row while they are few, and each in its own once they are
 * many: most customers cost one read and one write per fact, and a large one never more than the
 * rows the fact touches. Changes are written by {@link #flush()}.
 */
@SuppressWarnings("ByteBufferBackingArray") // every buffer here wraps a whole array
final class PackedRows implements Rows {
  private static final byte[] PACK = {0};
  private static final byte[] SPREAD = {};

  private final Rows rows;
  private final int limit;
  private final Map<ByteBuffer, byte[]> held = new LinkedHashMap<>();
  private final Map<ByteBuffer, byte @Nullable []> changed = new HashMap<>();
  private final boolean packed;

  /**
   * Rows of one customer.
   *
   * @param limit bytes of rows that are kept together
   */
  public PackedRows(Rows rows, int limit) {
    this.rows = rows;
    this.limit = limit;
    byte[] pack = rows.get(PACK);
    this.packed = pack == null || pack.length > 0;
    if (pack != null && packed) {
      ByteReader in = new ByteReader(pack);
      while (in.hasMore()) {
        held.put(ByteBuffer.wrap(in.getBytes()), in.getBytes());
      }
    }
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    ByteBuffer name = ByteBuffer.wrap(key);
    if (changed.containsKey(name)) {
      return changed.get(name);
    }
    return packed ? held.get(name) : rows.get(key);
  }

  @Override
  public void put(byte[] key, byte[] value) {
    changed.put(ByteBuffer.wrap(key), value);
  }

  @Override
  public void delete(byte[] key) {
    changed.put(ByteBuffer.wrap(key), null);
  }

  /** Writes what changed, and spreads the rows once they are too large to lie together. */
  public void flush() {
    if (changed.isEmpty()) {
      return;
    }
    if (!packed) {
      changed.forEach(this::write);
      return;
    }
    changed.forEach(
        (name, value) -> {
          if (value == null) {
            held.remove(name);
          } else {
            held.put(name, value);
          }
        });
    ByteWriter out = new ByteWriter(1024);
    held.forEach((name, value) -> out.putBytes(name.array()).putBytes(value));
    if (out.size() <= limit) {
      rows.put(PACK, out.toBytes());
    } else {
      rows.put(PACK, SPREAD);
      held.forEach(this::write);
    }
  }

  private void write(ByteBuffer name, byte @Nullable [] value) {
    if (value == null) {
      rows.delete(name.array());
    } else {
      rows.put(name.array(), value);
    }
  }
}
