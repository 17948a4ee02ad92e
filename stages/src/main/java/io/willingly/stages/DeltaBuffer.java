package io.willingly.stages;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Merges entries by key until the engine commits, then hands them on in key order. The engine calls
 * {@link #drain} inside the transaction whose input caused the entries, so that both are kept or
 * both are lost: before a commit of Kafka Streams (R45), before a checkpoint's barrier of Flink
 * (R94). It is empty after that, and needs no state of its own.
 *
 * <p>Not thread-safe: of one task.
 */
public final class DeltaBuffer<K extends Comparable<? super K>, V> {

  /** Receives the merged entries in key order. It adds to no other buffer (R47). */
  @FunctionalInterface
  public interface Drain<K, V> {
    void accept(List<Map.Entry<K, V>> entries);
  }

  /** Handing on early is always safe, only less is merged; bounds the memory of one buffer. */
  public static final long MAX_BYTES = 8L << 20;

  private static final int ENTRY_OVERHEAD_BYTES = 96;

  private final BinaryOperator<V> merge;
  private final ToIntFunction<V> weigher;
  private Map<K, V> entries = new HashMap<>();
  private long bytes;
  private @Nullable Drain<K, V> target;

  /**
   * An empty buffer.
   *
   * @param merge what becomes of two values of one key: older, newer
   * @param weigher about how many bytes of heap a value takes
   */
  public DeltaBuffer(BinaryOperator<V> merge, ToIntFunction<V> weigher) {
    this.merge = merge;
    this.weigher = weigher;
  }

  /** Says where entries go. */
  public void drainTo(Drain<K, V> newTarget) {
    target = newTarget;
  }

  /** Merges an entry in. */
  public void add(K key, V value) {
    V before = entries.get(key);
    if (before == null) {
      entries.put(key, value);
      bytes += ENTRY_OVERHEAD_BYTES + weigher.applyAsInt(value);
    } else {
      bytes -= weigher.applyAsInt(before);
      V merged = merge.apply(before, value);
      entries.put(key, merged);
      bytes += weigher.applyAsInt(merged);
    }
    if (bytes > MAX_BYTES) {
      drain();
    }
  }

  /** What has been merged under the key since it was drained. */
  public @Nullable V get(K key) {
    return entries.get(key);
  }

  /** Hands everything on; a drain that fails leaves nothing behind. */
  public void drain() {
    Drain<K, V> drain = target;
    if (entries.isEmpty() || drain == null) {
      return;
    }
    List<Map.Entry<K, V>> drained = new ArrayList<>(entries.entrySet());
    drained.sort(Map.Entry.comparingByKey());
    clear();
    drain.accept(drained);
  }

  /** Forgets everything. */
  public void clear() {
    entries = new HashMap<>();
    bytes = 0;
  }
}
