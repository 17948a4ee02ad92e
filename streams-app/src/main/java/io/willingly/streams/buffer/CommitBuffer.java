package io.willingly.streams.buffer;

import io.willingly.stages.DeltaBuffer;
import java.util.Map;
import java.util.function.Supplier;
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
 * A {@link DeltaBuffer} that is drained when the task commits. {@code StreamTask.prepareCommit}
 * calls {@link #flushCache} before it flushes the producer and reads the offsets to commit, so what
 * is handed on commits or aborts together with the input that caused it: a crash loses nothing and
 * counts nothing twice. No public hook runs at that point (ADR 0005); under at-least-once this
 * would lose data, hence {@link #init} refuses it (R48).
 *
 * <p>Not logged, not read from outside the task's thread, empty after every commit.
 */
public final class CommitBuffer<K extends Comparable<? super K>, V>
    implements StateStore, CachedStateStore<K, V> {
  private final String name;
  private final DeltaBuffer<K, V> deltas;
  private boolean open;
  private @Nullable InternalProcessorContext<?, ?> context;
  private @Nullable ProcessorNode<?, ?, ?, ?> node;

  private CommitBuffer(String name, DeltaBuffer<K, V> deltas) {
    this.name = name;
    this.deltas = deltas;
  }

  /** Declares a buffer. */
  public static <K extends Comparable<? super K>, V> StoreBuilder<CommitBuffer<K, V>> builder(
      String name, Supplier<DeltaBuffer<K, V>> deltas) {
    return new Builder<>(name, deltas);
  }

  /** To be called from {@code Processor.init}: entries are handed on as that processor's. */
  public DeltaBuffer<K, V> deltas() {
    node = initialised().currentNode();
    return deltas;
  }

  @Override
  public void flushCache() {
    InternalProcessorContext<?, ?> task = initialised();
    ProcessorNode<?, ?, ?, ?> before = task.currentNode();
    task.setCurrentNode(node);
    try {
      deltas.drain();
    } finally {
      task.setCurrentNode(before);
    }
  }

  @Override
  public void clearCache() {
    deltas.clear();
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
      String name, Supplier<DeltaBuffer<K, V>> deltas) implements StoreBuilder<CommitBuffer<K, V>> {
    @Override
    public CommitBuffer<K, V> build() {
      return new CommitBuffer<>(name, deltas.get());
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
