package io.willingly.metrics.fold;

import org.jspecify.annotations.Nullable;

/** Rows in memory, counting accesses. */
final class CountedRows implements Rows {
  private final MapRows rows = new MapRows();
  int gets;
  int puts;
  int mostBytes;

  @Override
  public byte @Nullable [] get(byte[] key) {
    gets++;
    return rows.get(key);
  }

  @Override
  public void put(byte[] key, byte[] value) {
    puts++;
    mostBytes = Math.max(mostBytes, value.length);
    rows.put(key, value);
  }

  @Override
  public void delete(byte[] key) {
    puts++;
    rows.delete(key);
  }
}
