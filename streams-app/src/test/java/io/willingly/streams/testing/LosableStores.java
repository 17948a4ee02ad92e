package io.willingly.streams.testing;

import io.willingly.streams.query.PartGone;
import io.willingly.streams.query.StatePart;
import io.willingly.streams.query.StateStores;
import io.willingly.streams.state.Stores;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.TopologyTestDriver;
import org.jspecify.annotations.Nullable;

/** The stores of a driver, which may be on an instance that is silent. */
final class LosableStores implements StateStores {
  private final TopologyTestDriver driver;
  private final Set<Stores> lost = ConcurrentHashMap.newKeySet();

  LosableStores(TopologyTestDriver driver) {
    this.driver = driver;
  }

  void lose(Stores store) {
    lost.add(store);
  }

  void find(Stores store) {
    lost.remove(store);
  }

  @Override
  public List<StatePart> partitions(Stores store) {
    return List.of(new Losable(store, StatePart.of(driver.getKeyValueStore(store.storeName()))));
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
        throw new PartGone(store, 0, DriverReads.SILENT, "nothing listens there");
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
