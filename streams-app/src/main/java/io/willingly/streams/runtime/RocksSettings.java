package io.willingly.streams.runtime;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.CompressionType;
import org.rocksdb.Options;

/** Options of every store (R67). Instantiated by Kafka Streams. */
public final class RocksSettings implements RocksDBConfigSetter {
  private static final long WRITE_BUFFER_BYTES = 16L << 20;

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    if (configs.get(RocksMemory.KEY) instanceof RocksMemory memory) {
      BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
      table.setBlockCache(memory.cache());
      table.setCacheIndexAndFilterBlocks(true);
      table.setPinL0FilterAndIndexBlocksInCache(true);
      // Only this hands the settings on to RocksDB; without it each store has a cache of its own.
      options.setTableFormatConfig(table);
      options.setWriteBufferManager(memory.writeBuffers());
    }
    // Most gets of a new fact are of absent rows: their filters must exist on the last level too.
    options.setOptimizeFiltersForHits(false);
    options.setWriteBufferSize(WRITE_BUFFER_BYTES);
    options.setCompressionType(CompressionType.LZ4_COMPRESSION);
  }

  @Override
  public void close(String storeName, Options options) {
    // The cache and the write buffers are shared; RocksMemory closes them.
  }
}
