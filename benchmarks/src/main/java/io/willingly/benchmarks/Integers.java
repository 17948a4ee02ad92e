package io.willingly.benchmarks;

import io.willingly.benchmarks.NaiveState.CellsAt;
import io.willingly.metrics.fold.Rows;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.scope.ScopeTallies;
import io.willingly.metrics.tally.Cell;
import io.willingly.metrics.tally.Tally;
import io.willingly.streams.state.StateKeys;
import io.willingly.streams.state.Stores;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** The final tallies by scope, role, segment and cohort day, all arrivals together. */
final class Integers {
  private Integers() {}

  static Map<List<Object>, Tally> ofPipeline(KafkaStreams streams) {
    Map<List<Object>, Tally> sums = new HashMap<>();
    for (Stores kind : List.of(Stores.REP_TALLIES, Stores.SCOPE_TALLIES)) {
      ReadOnlyKeyValueStore<Bytes, byte[]> store = store(streams, kind.storeName());
      Set<ScopeId> scopes = new HashSet<>();
      try (KeyValueIterator<Bytes, byte[]> rows = store.all()) {
        rows.forEachRemaining(
            row -> {
              if (StateKeys.isTally(row.key)) {
                scopes.add(StateKeys.scopeOf(row.key));
              }
            });
      }
      for (ScopeId scope : scopes) {
        ScopeTallies tallies = new ScopeTallies(new StoredRows(store, StateKeys.tally(scope)));
        for (String role : tallies.roles()) {
          for (int day : tallies.days(role, Period.ALL.days(0))) {
            add(sums, new CellsAt(scope, role, day), tallies.cells(role, day));
          }
        }
      }
    }
    sums.values().removeIf(Tally::isZero);
    return sums;
  }

  static Map<List<Object>, Tally> ofNaive(KafkaStreams streams) {
    Map<List<Object>, Tally> sums = new HashMap<>();
    for (String name : List.of(NaiveDsl.REP_DAYS, NaiveDsl.TEAM_DAYS, NaiveDsl.ORGANISATION_DAYS)) {
      ReadOnlyKeyValueStore<byte[], byte[]> store = store(streams, name);
      try (KeyValueIterator<byte[], byte[]> rows = store.all()) {
        rows.forEachRemaining(
            row -> add(sums, CellsAt.decode(row.key), NaiveState.decode(row.value)));
      }
    }
    sums.values().removeIf(Tally::isZero);
    return sums;
  }

  private static <K> ReadOnlyKeyValueStore<K, byte[]> store(KafkaStreams streams, String name) {
    return streams.store(
        StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.keyValueStore()));
  }

  private static void add(Map<List<Object>, Tally> sums, CellsAt at, List<Cell> cells) {
    for (Cell cell : cells) {
      sums.merge(
          List.of(at, cell.key().productLine(), cell.key().recurring()), cell.tally(), Tally::plus);
    }
  }

  private record StoredRows(ReadOnlyKeyValueStore<Bytes, byte[]> store, Bytes prefix)
      implements Rows {
    StoredRows(ReadOnlyKeyValueStore<Bytes, byte[]> store, byte[] prefix) {
      this(store, Bytes.wrap(prefix));
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
      return store.get(Bytes.wrap(PlainProcessor.join(prefix.get(), key)));
    }

    @Override
    public void put(byte[] key, byte[] value) {
      throw new UnsupportedOperationException("read only");
    }

    @Override
    public void delete(byte[] key) {
      throw new UnsupportedOperationException("read only");
    }
  }
}
