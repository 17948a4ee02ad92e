package io.willingly.streams.testing;

import io.willingly.metrics.codec.ByteReader;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fold.CustomerView;
import io.willingly.metrics.fold.DealState.RemorseReason;
import io.willingly.metrics.fold.DealState.Status;
import io.willingly.metrics.fold.Fold;
import io.willingly.metrics.fold.Reason;
import io.willingly.metrics.fold.Rows;
import io.willingly.metrics.fold.Verdict;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.scope.ScopeTallies;
import io.willingly.metrics.tally.Cell;
import io.willingly.metrics.tally.Tally;
import io.willingly.stages.DealKey;
import io.willingly.streams.state.StateKeys;
import io.willingly.streams.state.Stores;
import io.willingly.testkit.oracle.DealOutcome;
import io.willingly.testkit.oracle.Measure;
import io.willingly.testkit.scenario.Holder;
import io.willingly.testkit.scenario.Scenario;
import io.willingly.testkit.scenario.ScenarioResult;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** What a pipeline has counted, read from the stores of all its tasks. */
public final class PipelineState {
  private final Function<Stores, List<ReadOnlyKeyValueStore<Bytes, byte[]>>> stores;

  public PipelineState(Function<Stores, List<ReadOnlyKeyValueStore<Bytes, byte[]>>> stores) {
    this.stores = stores;
  }

  public ScenarioResult result(Scenario scenario) {
    Map<LocalDate, Map<Holder, Tally>> knownOn = new HashMap<>();
    for (LocalDate day : scenario.knownOn()) {
      knownOn.put(day, totals((int) day.toEpochDay()));
    }
    return new ScenarioResult(
        ledger(), totals(Integer.MAX_VALUE), knownOn, deals(scenario.definition()));
  }

  /** Delivered records by reason. */
  public Map<Reason, Long> ledger() {
    return ledger(source -> true);
  }

  /** Delivered records of some sources by reason. */
  public Map<Reason, Long> ledger(Predicate<String> sources) {
    Map<Reason, Long> counts = new EnumMap<>(Reason.class);
    for (Stores kind : List.of(Stores.CUSTOMER_HISTORY, Stores.REP_TALLIES)) {
      each(
          kind,
          StateKeys.ledger(),
          (store, row) -> {
            ByteReader key = new ByteReader(row.key.get());
            key.getByte();
            String source = key.getString();
            Reason reason = Reason.valueOf(key.getString());
            if (sources.test(source)) {
              counts.merge(reason, new ByteReader(row.value).getLong(), Long::sum);
            }
          });
    }
    return counts;
  }

  /** Every integer of the tallies that is not zero, summed over arrival days. */
  public SortedMap<Measure, Long> measures() {
    SortedMap<Measure, Long> measures = new TreeMap<>();
    eachScope(
        (scope, tallies) -> {
          for (String role : tallies.roles()) {
            for (int day : tallies.days(role, Period.ALL.days(0))) {
              tallies.cells(role, day).forEach(cell -> add(measures, scope, role, day, cell));
            }
          }
        });
    measures.values().removeIf(value -> value == 0);
    return measures;
  }

  /** What the tallies hold of arrivals after the close; see {@link Restated}. */
  public SortedMap<String, Long> restated() {
    Restated sums = new Restated();
    eachScope(
        (scope, tallies) -> {
          for (String role : tallies.roles()) {
            for (int day : tallies.days(role, Period.ALL.days(0))) {
              tallies.cells(role, day).forEach(cell -> sums.add(scope, role, cell));
            }
          }
        });
    return sums.totals();
  }

  private static void add(
      Map<Measure, Long> measures, ScopeId scope, String role, int day, Cell cell) {
    for (int i = 0; i < cell.tally().size(); i++) {
      Measure measure = Measures.of(scope, role, day, cell.key(), cell.tally().keyAt(i));
      measures.merge(measure, cell.tally().valueAt(i), Long::sum);
    }
  }

  private Map<Holder, Tally> totals(int knownOn) {
    Map<Holder, Tally> totals = new HashMap<>();
    eachScope(
        (scope, tallies) -> {
          for (String role : tallies.roles()) {
            Tally total =
                knownOn == Integer.MAX_VALUE
                    ? tallies.total(role, Period.ALL, 0)
                    : tallies.totalKnownOn(role, Period.ALL, 0, knownOn);
            totals.put(Measures.holder(scope, role), total);
          }
        });
    return totals;
  }

  /** Every deal that exists, by id. */
  public Map<String, DealOutcome> deals(Definition definition) {
    Fold fold = new Fold(definition);
    Map<String, DealOutcome> deals = new HashMap<>();
    // A customer's history is read once, not once for each of its deals.
    Map<String, Map<String, DealOutcome>> customers = new HashMap<>();
    each(
        Stores.CUSTOMER_HISTORY,
        new byte[] {'d'},
        (store, row) -> {
          DealKey deal = StateKeys.dealAt(row.key);
          DealOutcome outcome =
              customers
                  .computeIfAbsent(deal.customerId(), id -> outcomes(fold, store, id))
                  .get(deal.dealId());
          if (outcome != null) {
            deals.put(deal.dealId(), outcome);
          }
        });
    return deals;
  }

  private static Map<String, DealOutcome> outcomes(
      Fold fold, ReadOnlyKeyValueStore<Bytes, byte[]> store, String customerId) {
    Map<String, DealOutcome> outcomes = new HashMap<>();
    fold.read(customerId, new StoredRows(store, StateKeys.customer(customerId)))
        .deals()
        .forEach((dealId, view) -> outcomes.put(dealId, outcome(view)));
    return outcomes;
  }

  private static DealOutcome outcome(CustomerView.DealView view) {
    return view.state() == null
        ? new DealOutcome(
            Status.OPEN,
            null,
            null,
            Verdict.NO_WORD,
            null,
            RemorseReason.NONE,
            null,
            null,
            null,
            null)
        : DealOutcome.of(view.state());
  }

  private void eachScope(BiConsumer<ScopeId, ScopeTallies> action) {
    for (Stores kind : List.of(Stores.REP_TALLIES, Stores.SCOPE_TALLIES)) {
      Map<ScopeId, ReadOnlyKeyValueStore<Bytes, byte[]>> scopes = new HashMap<>();
      each(
          kind, StateKeys.tallies(), (store, row) -> scopes.put(StateKeys.scopeOf(row.key), store));
      scopes.forEach(
          (scope, store) ->
              action.accept(
                  scope, new ScopeTallies(new StoredRows(store, StateKeys.tally(scope)))));
    }
  }

  private void each(
      Stores kind,
      byte[] prefix,
      BiConsumer<ReadOnlyKeyValueStore<Bytes, byte[]>, KeyValue<Bytes, byte[]>> action) {
    Set<ReadOnlyKeyValueStore<Bytes, byte[]>> all = new LinkedHashSet<>(stores.apply(kind));
    for (ReadOnlyKeyValueStore<Bytes, byte[]> store : all) {
      try (KeyValueIterator<Bytes, byte[]> rows =
          store.range(Bytes.wrap(prefix), StateKeys.after(prefix))) {
        rows.forEachRemaining(
            row -> {
              if (row.key.get()[0] == prefix[0]) {
                action.accept(store, row);
              }
            });
      }
    }
  }

  private record StoredRows(ReadOnlyKeyValueStore<Bytes, byte[]> store, Bytes prefix)
      implements Rows {
    StoredRows(ReadOnlyKeyValueStore<Bytes, byte[]> store, byte[] prefix) {
      this(store, Bytes.wrap(prefix));
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
      byte[] full = new byte[prefix.get().length + key.length];
      System.arraycopy(prefix.get(), 0, full, 0, prefix.get().length);
      System.arraycopy(key, 0, full, prefix.get().length, key.length);
      return store.get(Bytes.wrap(full));
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
