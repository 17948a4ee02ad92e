package io.willingly.streams.query;

import io.willingly.metrics.codec.ByteReader;
import io.willingly.metrics.codec.ByteWriter;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fold.Delta;
import io.willingly.metrics.fold.Delta.DealResult;
import io.willingly.metrics.fold.Delta.OutcomeMove;
import io.willingly.metrics.fold.Fold;
import io.willingly.metrics.fold.Rows;
import io.willingly.metrics.scope.RepFold;
import io.willingly.metrics.scope.ScopeCell;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.scope.ScopeTallies;
import io.willingly.metrics.tally.Cell;
import io.willingly.streams.state.DealEntry;
import io.willingly.streams.state.StateKeys;
import io.willingly.streams.state.StateKeys.DealAt;
import io.willingly.streams.state.StateKeys.LedgerAt;
import io.willingly.streams.state.Stores;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** The folds of the pipeline on stores in memory, in two partitions, without Kafka. */
final class MiniPipeline implements LocalStores {
  private static final int PARTITIONS = 2;

  private final Fold fold;
  private final RepFold reps;
  private final Map<Stores, List<KeyValueStore<Bytes, byte[]>>> stores =
      new EnumMap<>(Stores.class);

  MiniPipeline(Definition definition, String organisation) {
    fold = new Fold(definition);
    reps = new RepFold(definition, organisation);
    for (Stores store : Stores.values()) {
      stores.put(store, List.of(memory(store), memory(store)));
    }
  }

  private static KeyValueStore<Bytes, byte[]> memory(Stores store) {
    return org.apache.kafka.streams.state.Stores.inMemoryKeyValueStore(store.storeName()).get();
  }

  @Override
  public List<ReadOnlyKeyValueStore<Bytes, byte[]>> partitions(Stores store) {
    return List.copyOf(stores.getOrDefault(store, List.of()));
  }

  private KeyValueStore<Bytes, byte[]> store(Stores store, String key) {
    return stores.getOrDefault(store, List.of()).get(Math.floorMod(key.hashCode(), PARTITIONS));
  }

  void deliver(Fact fact) {
    KeyValueStore<Bytes, byte[]> store;
    List<OutcomeMove> outcomes;
    if (fact.family() == Family.REP) {
      store = store(Stores.REP_TALLIES, fact.customerId());
      ScopeId rep = ScopeId.rep(fact.customerId());
      RepFold.Change change = reps.apply(under(store, StateKeys.tally(rep)), fact);
      outcomes = change.outcomes();
      change.forward().forEach(this::scope);
    } else {
      store = store(Stores.CUSTOMER_HISTORY, fact.customerId());
      Delta delta = fold.apply(under(store, StateKeys.customer(fact.customerId())), fact);
      outcomes = delta.outcomes();
      delta.cells().forEach(this::rep);
      delta.deals().forEach(deal -> index(store, deal));
    }
    outcomes.forEach(move -> book(store, move));
  }

  private void rep(Cell cell) {
    ScopeId rep = ScopeId.rep(cell.key().repId());
    Rows rows = under(store(Stores.REP_TALLIES, rep.id()), StateKeys.tally(rep));
    reps.addCells(rows, rep.id(), List.of(cell)).forward().forEach(this::scope);
  }

  private void scope(ScopeCell cell) {
    ScopeId scope = cell.scope();
    Rows rows = under(store(Stores.SCOPE_TALLIES, scope.id()), StateKeys.tally(scope));
    new ScopeTallies(rows).add(List.of(cell.cell()));
  }

  private static void index(KeyValueStore<Bytes, byte[]> store, DealResult result) {
    DealAt deal = new DealAt(result.customerId(), result.dealId());
    Bytes key = Bytes.wrap(StateKeys.deal(deal));
    byte[] before = store.get(key);
    if (before != null) {
      store.delete(place(DealEntry.decode(before), deal));
    }
    DealEntry after = DealEntry.of(result.state());
    store.put(key, result.gone() ? null : after.encode());
    if (after.listed()) {
      store.put(place(after, deal), new byte[] {1});
    }
  }

  private static Bytes place(DealEntry entry, DealAt deal) {
    return Bytes.wrap(StateKeys.dealOfRep(entry.repId(), entry.cohortDay(), deal));
  }

  private static void book(KeyValueStore<Bytes, byte[]> store, OutcomeMove move) {
    LedgerAt at = new LedgerAt(move.source(), move.reason(), move.family().name(), 0, move.run());
    Bytes key = Bytes.wrap(StateKeys.ledger(at));
    byte[] before = store.get(key);
    long count = move.change() + (before == null ? 0 : new ByteReader(before).getLong());
    store.put(key, count == 0 ? null : new ByteWriter(10).putLong(count).toBytes());
  }

  private static Rows under(KeyValueStore<Bytes, byte[]> store, byte[] prefix) {
    return new Rows() {
      @Override
      public byte @Nullable [] get(byte[] key) {
        return store.get(full(key));
      }

      @Override
      public void put(byte[] key, byte[] value) {
        store.put(full(key), value);
      }

      @Override
      public void delete(byte[] key) {
        store.delete(full(key));
      }

      private Bytes full(byte[] key) {
        return Bytes.wrap(new ByteWriter().putRaw(prefix).putRaw(key).toBytes());
      }
    };
  }
}
