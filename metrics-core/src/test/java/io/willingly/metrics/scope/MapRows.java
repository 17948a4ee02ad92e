package io.willingly.metrics.scope;

import io.willingly.metrics.fold.Rows;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows in a hash map; equal when their contents are. */
final class MapRows implements Rows {
  private final Map<ByteBuffer, ByteBuffer> rows = new HashMap<>();

  @Override
  public byte @Nullable [] get(byte[] key) {
    ByteBuffer value = rows.get(ByteBuffer.wrap(key));
    return value == null ? null : value.array().clone();
  }

  @Override
  public void put(byte[] key, byte[] value) {
    rows.put(ByteBuffer.wrap(key.clone()), ByteBuffer.wrap(value.clone()));
  }

  @Override
  public void delete(byte[] key) {
    rows.remove(ByteBuffer.wrap(key));
  }

  Map<ByteBuffer, ByteBuffer> contents() {
    return rows;
  }
}
