package io.willingly.metrics.fold;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows in memory, each row a copy of its own. */
public final class MapRows implements Rows {
  private final Map<ByteBuffer, byte[]> rows = new HashMap<>();

  @Override
  public byte @Nullable [] get(byte[] key) {
    byte[] value = rows.get(ByteBuffer.wrap(key));
    return value == null ? null : value.clone();
  }

  @Override
  public void put(byte[] key, byte[] value) {
    rows.put(ByteBuffer.wrap(key.clone()), value.clone());
  }

  @Override
  public void delete(byte[] key) {
    rows.remove(ByteBuffer.wrap(key));
  }
}
