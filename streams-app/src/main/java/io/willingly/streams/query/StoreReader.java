package io.willingly.streams.query;

import io.willingly.metrics.fold.Rows;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.streams.state.StateKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** Reads one kind of store over its local partitions. */
record StoreReader(List<ReadOnlyKeyValueStore<Bytes, byte[]>> partitions) {

  byte @Nullable [] get(byte[] key) {
    Bytes wrapped = Bytes.wrap(key);
    for (ReadOnlyKeyValueStore<Bytes, byte[]> partition : partitions) {
      byte[] value = partition.get(wrapped);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  /** The rows whose keys begin with {@code prefix}; they cannot be changed. */
  Rows under(byte[] prefix) {
    return new ReadOnlyRows(this, prefix);
  }

  /** Shows each row from a key up to and without another, in order within a partition. */
  void scan(Bytes from, Bytes to, Consumer<KeyValue<Bytes, byte[]>> visitor) {
    for (ReadOnlyKeyValueStore<Bytes, byte[]> partition : partitions) {
      try (KeyValueIterator<Bytes, byte[]> rows = partition.range(from, to)) {
        while (rows.hasNext()) {
          KeyValue<Bytes, byte[]> row = rows.next();
          // The upper end of a range is inclusive.
          if (row.key.compareTo(to) < 0) {
            visitor.accept(row);
          }
        }
      }
    }
  }

  void scan(byte[] prefix, Consumer<KeyValue<Bytes, byte[]>> visitor) {
    scan(Bytes.wrap(prefix), StateKeys.after(prefix), visitor);
  }

  /** Whose tallies there are. */
  List<ScopeId> scopes() {
    return owners(StateKeys.tallies(), StateKeys::scopeOf, StateKeys::tally);
  }

  /**
   * Whose rows there are. Seeks from owner to owner: each may have thousands.
   *
   * @param all prefix of all rows of the kind
   * @param ownerOf reads the owner off a key
   * @param rowsOf prefix of all rows of an owner
   */
  <T> List<T> owners(byte[] all, Function<Bytes, T> ownerOf, Function<T, byte[]> rowsOf) {
    List<T> owners = new ArrayList<>();
    Bytes end = StateKeys.after(all);
    for (ReadOnlyKeyValueStore<Bytes, byte[]> partition : partitions) {
      Bytes from = first(partition, Bytes.wrap(all), end);
      while (from != null) {
        T owner = ownerOf.apply(from);
        owners.add(owner);
        from = first(partition, StateKeys.after(rowsOf.apply(owner)), end);
      }
    }
    return owners;
  }

  private static @Nullable Bytes first(
      ReadOnlyKeyValueStore<Bytes, byte[]> partition, Bytes from, Bytes end) {
    try (KeyValueIterator<Bytes, byte[]> rows = partition.range(from, end)) {
      Bytes key = rows.hasNext() ? rows.peekNextKey() : null;
      return key == null || key.compareTo(end) >= 0 ? null : key;
    }
  }

  private static final class ReadOnlyRows implements Rows {
    private final StoreReader store;
    private final byte[] prefix;

    ReadOnlyRows(StoreReader store, byte[] prefix) {
      this.store = store;
      this.prefix = prefix;
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
      byte[] full = new byte[prefix.length + key.length];
      System.arraycopy(prefix, 0, full, 0, prefix.length);
      System.arraycopy(key, 0, full, prefix.length, key.length);
      return store.get(full);
    }

    @Override
    public void put(byte[] key, byte[] value) {
      throw new UnsupportedOperationException("queries only read");
    }

    @Override
    public void delete(byte[] key) {
      throw new UnsupportedOperationException("queries only read");
    }
  }
}
