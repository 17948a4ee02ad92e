package io.willingly.streams.instance;

import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** A part of a store without Kafka. */
final class RowsInMemory implements ReadOnlyKeyValueStore<Bytes, byte[]> {
  private final NavigableMap<Bytes, byte[]> rows = new TreeMap<>();

  void put(byte[] key, byte[] row) {
    rows.put(Bytes.wrap(key), row);
  }

  NavigableMap<Bytes, byte[]> rows() {
    return rows;
  }

  @Override
  public byte @Nullable [] get(Bytes key) {
    return rows.get(key);
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
    return new Range(rows.subMap(from, true, to, true));
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> all() {
    return new Range(rows);
  }

  @Override
  public long approximateNumEntries() {
    return rows.size();
  }

  private static final class Range implements KeyValueIterator<Bytes, byte[]> {
    private final Iterator<Map.Entry<Bytes, byte[]>> left;
    private @Nullable KeyValue<Bytes, byte[]> next;

    Range(NavigableMap<Bytes, byte[]> rows) {
      left = rows.entrySet().iterator();
      advance();
    }

    private void advance() {
      Map.@Nullable Entry<Bytes, byte[]> row = left.hasNext() ? left.next() : null;
      next = row == null ? null : KeyValue.pair(row.getKey(), row.getValue());
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public Bytes peekNextKey() {
      return current().key;
    }

    @Override
    public KeyValue<Bytes, byte[]> next() {
      KeyValue<Bytes, byte[]> row = current();
      advance();
      return row;
    }

    private KeyValue<Bytes, byte[]> current() {
      KeyValue<Bytes, byte[]> row = next;
      if (row == null) {
        throw new NoSuchElementException();
      }
      return row;
    }

    @Override
    public void close() {}
  }
}
