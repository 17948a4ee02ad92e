package io.willingly.metrics.fold;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows in a hash map, counting accesses. */
final class MapRows implements Rows {
  final Map<ByteBuffer, byte[]> rows = new HashMap<>();
  int gets;
  int puts;

  @Override
  public byte @Nullable [] get(byte[] key) {
    gets++;
    return rows.get(ByteBuffer.wrap(key));
  }

  @Override
  public void put(byte[] key, byte[] value) {
    puts++;
    rows.put(ByteBuffer.wrap(key.clone()), value);
  }

  @Override
  public void delete(byte[] key) {
    puts++;
    rows.remove(ByteBuffer.wrap(key));
  }
}
