package io.willingly.flink.job;

import io.willingly.metrics.fold.Rows;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one key (R91). Each access names the key first: buffers that are drained look at the
 * rows of many keys in turn, also while a record of another key is being processed.
 */
final class KeyedRows implements Rows {
  private final AbstractStreamOperator<?> operator;
  private final MapState<String, byte[]> state;
  private final String owner;

  KeyedRows(AbstractStreamOperator<?> operator, MapState<String, byte[]> state, String owner) {
    this.operator = operator;
    this.state = state;
    this.owner = owner;
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    return Unchecked.get(() -> owned().get(Keys.of(key)));
  }

  @Override
  public void put(byte[] key, byte[] value) {
    Unchecked.run(() -> owned().put(Keys.of(key), value));
  }

  @Override
  public void delete(byte[] key) {
    Unchecked.run(() -> owned().remove(Keys.of(key)));
  }

  private MapState<String, byte[]> owned() {
    operator.setCurrentKey(owner);
    return state;
  }
}
