package io.willingly.benchmarks;

import io.willingly.metrics.fold.Rows;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One customer's rows in a hash map; counts accesses and bytes. */
final class CountingRows implements Rows {
  private final Map<ByteBuffer, byte[]> rows = new HashMap<>();
  private Accesses accesses = new Accesses(0, 0, 0, 0);

  /** Accesses so far. */
  record Accesses(long gets, long puts, long bytesRead, long bytesWritten) {
    Accesses minus(Accesses before) {
      return new Accesses(
          gets - before.gets,
          puts - before.puts,
          bytesRead - before.bytesRead,
          bytesWritten - before.bytesWritten);
    }

    Accesses plus(Accesses other) {
      return new Accesses(
          gets + other.gets,
          puts + other.puts,
          bytesRead + other.bytesRead,
          bytesWritten + other.bytesWritten);
    }
  }

  Accesses accesses() {
    return accesses;
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    byte[] row = rows.get(ByteBuffer.wrap(key));
    accesses = accesses.plus(new Accesses(1, 0, row == null ? 0 : row.length, 0));
    return row;
  }

  @Override
  public void put(byte[] key, byte[] value) {
    accesses = accesses.plus(new Accesses(0, 1, 0, value.length));
    rows.put(ByteBuffer.wrap(key.clone()), value);
  }

  @Override
  public void delete(byte[] key) {
    accesses = accesses.plus(new Accesses(0, 1, 0, 0));
    rows.remove(ByteBuffer.wrap(key));
  }
}
