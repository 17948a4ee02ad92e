package io.willingly.streams.buffer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.ToIntFunction;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorNode;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * Merges entries by key until the task commits, then hands them on in key order. {@code
 * StreamTask.prepareCommit} calls {@link #flushCache} before it flushes the producer and reads the
 * offsets to commit, so what is handed on commits or aborts together with the input that caused it:
 * a crash loses nothing and counts nothing twice. No public hook runs at that point (ADR 0005);
 * under at-least-once this would lose data, hence {@link #init} refuses it (R48).
 *
 * <p>Not logged, not read from outside the task's thread, empty after every commit.
 */
public final class CommitBuffer<K extends Comparable<? super K>, V>
    implements StateStore, CachedStateStore<K, V> {

  /** Receives the merged entries in key order, inside the transaction. */
  @FunctionalInterface
  public interface Drain<K, V> {
    void accept(List<KeyValue<K, V>> entries);
  }

  /** Handing on early is always safe, only less is merged; bounds the memory of one buffer. */
  static final long MAX_BYTES = 8L << 20;

  private static final int ENTRY_OVERHEAD_BYTES = 96;

  private final String name;
  private final BinaryOperator<V> merge;
  private final ToIntFunction<V> weigher;
  private Map<K, V> entries = new HashMap<>();
  private long bytes;
  private boolean open;
  private @Nullable InternalProcessorContext<?, ?> context;
  private @Nullable ProcessorNode<?, ?, ?, ?> node;
  private @Nullable Drain<K, V> drain;

  private CommitBuffer(String name, BinaryOperator<V> merge, ToIntFunction<V> weigher) {
    this.name = name;
    this.merge = merge;
    this.weigher = weigher;
  }

  /**
   * Declares a buffer.
   *
   * @param merge what becomes of two values of one key: older, newer
   * @param weigher about how many bytes of heap a value takes
   */
  public static <K extends Comparable<? super K>, V> StoreBuilder<CommitBuffer<K, V>> builder(
      String name, BinaryOperator<V> merge, ToIntFunction<V> weigher) {
    return new Builder<>(name, merge, weigher);
  }

  /** To be called from {@code Processor.init}: entries are handed on as that processor's. */
  public void drainTo(Drain<K, V> target) {
    node = initialised().currentNode();
    drain = target;
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
      flushCache();
    }
  }

  /** What has been merged under the key since the last commit. */
  public @Nullable V get(K key) {
    return entries.get(key);
  }

  @Override
  public void flushCache() {
    Drain<K, V> target = drain;
    if (entries.isEmpty() || target == null) {
      return;
    }
    List<KeyValue<K, V>> drained = new ArrayList<>(entries.size());
    entries.forEach((key, value) -> drained.add(KeyValue.pair(key, value)));
    drained.sort(Comparator.comparing(entry -> entry.key));
    clearCache();
    InternalProcessorContext<?, ?> task = initialised();
    ProcessorNode<?, ?, ?, ?> before = task.currentNode();
    task.setCurrentNode(node);
    try {
      target.accept(drained);
    } finally {
      task.setCurrentNode(before);
    }
  }

  @Override
  public void clearCache() {
    entries = new HashMap<>();
    bytes = 0;
  }

  @Override
  public boolean setFlushListener(CacheFlushListener<K, V> listener, boolean sendOldValues) {
    return false;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void init(StateStoreContext stateStoreContext, StateStore root) {
    Object guarantee =
        stateStoreContext.appConfigs().get(StreamsConfig.PROCESSING_GUARANTEE_CONFIG);
    if (!StreamsConfig.EXACTLY_ONCE_V2.equals(guarantee)) {
      throw new IllegalStateException(
          "R48: buffer " + name + " needs exactly_once_v2, not " + guarantee);
    }
    // The object survives the revival of a corrupted task; its content must not (R46).
    clearCache();
    drain = null;
    node = null;
    context = (InternalProcessorContext<?, ?>) stateStoreContext;
    stateStoreContext.register(root, (key, value) -> {});
    open = true;
  }

  @Override
  public void close() {
    clearCache();
    open = false;
  }

  @Override
  public boolean persistent() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  private InternalProcessorContext<?, ?> initialised() {
    if (context == null) {
      throw new IllegalStateException("buffer " + name + " is used before init");
    }
    return context;
  }

  private record Builder<K extends Comparable<? super K>, V>(
      String name, BinaryOperator<V> merge, ToIntFunction<V> weigher)
      implements StoreBuilder<CommitBuffer<K, V>> {
    @Override
    public CommitBuffer<K, V> build() {
      return new CommitBuffer<>(name, merge, weigher);
    }

    @Override
    public StoreBuilder<CommitBuffer<K, V>> withCachingEnabled() {
      throw new UnsupportedOperationException("a commit buffer is a cache");
    }

    @Override
    public StoreBuilder<CommitBuffer<K, V>> withCachingDisabled() {
      return this;
    }

    @Override
    public StoreBuilder<CommitBuffer<K, V>> withLoggingEnabled(Map<String, String> config) {
      throw new UnsupportedOperationException("a commit buffer is empty after every commit");
    }

    @Override
    public StoreBuilder<CommitBuffer<K, V>> withLoggingDisabled() {
      return this;
    }

    @Override
    public Map<String, String> logConfig() {
      return Map.of();
    }

    @Override
    public boolean loggingEnabled() {
      return false;
    }
  }
}
