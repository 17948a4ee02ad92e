package io.willingly.streams.query;

import io.willingly.metrics.fold.Rows;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows as they would be: changes stay here, and what lies below is read once, so that before and
 * after tell of the same moment.
 */
final class DraftRows implements Rows {
  private final Map<ByteBuffer, Optional<byte[]>> read = new HashMap<>();
  private final Map<ByteBuffer, Optional<byte[]>> changed = new HashMap<>();
  private final Rows below;

  DraftRows(Rows below) {
    this.below = below;
  }

  /** The rows without the changes. */
  Rows before() {
    return new Rows() {
      @Override
      public byte @Nullable [] get(byte[] key) {
        return kept(key);
      }

      @Override
      public void put(byte[] key, byte[] value) {
        throw new UnsupportedOperationException("what is below a draft is only read");
      }

      @Override
      public void delete(byte[] key) {
        throw new UnsupportedOperationException("what is below a draft is only read");
      }
    };
  }

  private byte @Nullable [] kept(byte[] key) {
    return read.computeIfAbsent(
            ByteBuffer.wrap(key.clone()), absent -> Optional.ofNullable(below.get(key)))
        .map(byte[]::clone)
        .orElse(null);
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    Optional<byte[]> own = changed.get(ByteBuffer.wrap(key));
    return own == null ? kept(key) : own.map(byte[]::clone).orElse(null);
  }

  @Override
  public void put(byte[] key, byte[] value) {
    changed.put(ByteBuffer.wrap(key.clone()), Optional.of(value.clone()));
  }

  @Override
  public void delete(byte[] key) {
    changed.put(ByteBuffer.wrap(key.clone()), Optional.empty());
  }
}
