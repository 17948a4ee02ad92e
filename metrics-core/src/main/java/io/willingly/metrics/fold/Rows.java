package io.willingly.metrics.fold;

import org.jspecify.annotations.Nullable;

/**
 * Point rows of one customer (R91): all the fold ever sees of a store, so that RocksDB, Flink's
 * keyed state and a hash map serve it alike. There is no scan.
 */
public interface Rows {
  byte @Nullable [] get(byte[] key);

  void put(byte[] key, byte[] value);

  void delete(byte[] key);
}
