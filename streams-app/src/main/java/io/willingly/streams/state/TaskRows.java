package io.willingly.streams.state;

import io.willingly.metrics.fold.Rows;
import io.willingly.stages.DeltaBuffer;
import io.willingly.streams.buffer.CommitBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one task. Changes stay in a buffer until the task commits, then each changed row is
 * written to the store and its changelog once; in a replay most rows of a tally change hundreds of
 * times between two commits. Reads see the changes.
 */
public final class TaskRows {
  /** Stands for a deleted row; told by identity. */
  private static final byte[] DELETED = new byte[0];

  private final KeyValueStore<Bytes, byte[]> store;
  private final DeltaBuffer<Bytes, byte[]> changes;

  public TaskRows(KeyValueStore<Bytes, byte[]> store, DeltaBuffer<Bytes, byte[]> changes) {
    this.store = store;
    this.changes = changes;
    changes.drainTo(this::write);
  }

  /** The buffer that goes with a store. */
  public static StoreBuilder<CommitBuffer<Bytes, byte[]>> buffer(Stores store) {
    return CommitBuffer.builder(
        bufferName(store),
        () ->
            new DeltaBuffer<Bytes, byte[]>(
                (older, newer) -> newer, row -> row.length + Long.BYTES));
  }

  public static String bufferName(Stores store) {
    return store.storeName() + "-changes";
  }

  public byte @Nullable [] get(byte[] key) {
    Bytes wrapped = Bytes.wrap(key);
    byte[] changed = changes.get(wrapped);
    if (changed == null) {
      return store.get(wrapped);
    }
    return changed == DELETED ? null : changed;
  }

  public void put(byte[] key, byte[] value) {
    changes.add(Bytes.wrap(key), value);
  }

  public void delete(byte[] key) {
    changes.add(Bytes.wrap(key), DELETED);
  }

  /** The rows whose keys begin with {@code prefix}, as the fold sees them. */
  public Rows under(byte[] prefix) {
    return new Below(this, prefix);
  }

  private void write(List<Map.Entry<Bytes, byte[]>> changed) {
    List<KeyValue<Bytes, byte[]>> rows = new ArrayList<>(changed.size());
    for (Map.Entry<Bytes, byte[]> row : changed) {
      rows.add(KeyValue.pair(row.getKey(), row.getValue() == DELETED ? null : row.getValue()));
    }
    store.putAll(rows);
  }

  private static final class Below implements Rows {
    private final TaskRows rows;
    private final byte[] prefix;

    Below(TaskRows rows, byte[] prefix) {
      this.rows = rows;
      this.prefix = prefix;
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
      return rows.get(full(key));
    }

    @Override
    public void put(byte[] key, byte[] value) {
      rows.put(full(key), value);
    }

    @Override
    public void delete(byte[] key) {
      rows.delete(full(key));
    }

    private byte[] full(byte[] key) {
      byte[] full = new byte[prefix.length + key.length];
      System.arraycopy(prefix, 0, full, 0, prefix.length);
      System.arraycopy(key, 0, full, prefix.length, key.length);
      return full;
    }
  }
}
