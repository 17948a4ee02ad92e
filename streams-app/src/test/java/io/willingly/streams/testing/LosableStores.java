package io.willingly.streams.testing;

import io.willingly.streams.query.PartGone;
import io.willingly.streams.query.StatePart;
import io.willingly.streams.query.StateStores;
import io.willingly.streams.state.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** Stores whose first part may be on an instance that is silent. */
public final class LosableStores implements StateStores {
  /** Who has what was lost. */
  public static final String SILENT = "left.internal:8701";

  private final StateStores all;
  private final Set<Stores> lost = ConcurrentHashMap.newKeySet();

  public LosableStores(StateStores all) {
    this.all = all;
  }

  /** From now on the first part of a store is on an instance that does not answer. */
  public void lose(Stores store) {
    lost.add(store);
  }

  /** It answers again. */
  public void find(Stores store) {
    lost.remove(store);
  }

  @Override
  public List<StatePart> partitions(Stores store) {
    List<StatePart> parts = new ArrayList<>(all.partitions(store));
    parts.set(0, new Losable(store, parts.get(0)));
    return parts;
  }

  private final class Losable implements StatePart {
    private final Stores store;
    private final StatePart part;

    Losable(Stores store, StatePart part) {
      this.store = store;
      this.part = part;
    }

    private StatePart there() {
      if (lost.contains(store)) {
        throw new PartGone(store, 0, SILENT, "nothing listens there");
      }
      return part;
    }

    @Override
    public byte @Nullable [] get(Bytes key) {
      return there().get(key);
    }

    @Override
    public Scan scan(List<Span> spans) {
      return visitor -> there().scan(spans).show(visitor);
    }

    @Override
    public Supplier<List<Bytes>> owners(Span span) {
      return () -> there().owners(span).get();
    }
  }
}
