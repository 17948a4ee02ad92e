package io.willingly.streams.runtime;

import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * The memory all stores of a process share (R67): blocks and write buffers come out of one bounded
 * cache, however many tasks there are.
 */
public final class RocksMemory implements AutoCloseable {
  /** Under which {@link RocksSettings} finds it. */
  static final String KEY = "willingly.rocksdb.memory";

  static final long CACHE_BYTES = 160L << 20;
  private static final long WRITE_BUFFER_BYTES = 64L << 20;

  private final Cache cache;
  private final WriteBufferManager writeBuffers;

  public RocksMemory() {
    RocksDB.loadLibrary();
    cache = new LRUCache(CACHE_BYTES);
    writeBuffers = new WriteBufferManager(WRITE_BUFFER_BYTES, cache);
  }

  Cache cache() {
    return cache;
  }

  WriteBufferManager writeBuffers() {
    return writeBuffers;
  }

  /** To be called after all stores are closed. */
  @Override
  public void close() {
    writeBuffers.close();
    cache.close();
  }
}
