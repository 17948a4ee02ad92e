package io.willingly.streams.query;

import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.FactOrder;
import io.willingly.metrics.fold.RepDirectory;
import io.willingly.metrics.fold.Rows;
import io.willingly.metrics.scope.RepFold;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.scope.Tenure;
import io.willingly.streams.state.StateKeys;
import io.willingly.streams.state.Stores;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads the directory of reps. */
record DirectoryReader(StateStores stores, RepFold reps) {

  /** The reps of whom an entry holds on the day of the question, by id; see {@link Reading}. */
  List<RepEntry> all(AsOf asOf) {
    StoreReader reader = reader();
    List<RepEntry> entries = new ArrayList<>();
    for (ScopeId rep : reader.scopes()) {
      Reading.attempt(() -> entry(reader, rep.id(), asOf).ifPresent(entries::add));
    }
    entries.sort(Comparator.comparing(RepEntry::id, FactOrder.UTF8));
    return entries;
  }

  /** What holds of a rep on the day of the question; empty when the directory is silent. */
  Optional<RepEntry> entry(String repId, AsOf asOf) {
    return entry(reader(), repId, asOf);
  }

  private Optional<RepEntry> entry(StoreReader reader, String repId, AsOf asOf) {
    Rows rows = reader.under(StateKeys.tally(ScopeId.rep(repId)));
    return reps.entry(rows, asOf.day(), asOf.lastArrival())
        .map(RepDirectory.Entry::rep)
        .map(
            rep ->
                entry(rep, repId, RepFold.team(rows, repId, asOf.day(), asOf.lastArrival()), asOf));
  }

  private static RepEntry entry(Content.Rep rep, String repId, String team, AsOf asOf) {
    Long hiredOn = rep.hiredOn();
    return new RepEntry(
        repId,
        rep.name(),
        team,
        rep.region(),
        rep.segment(),
        rep.role(),
        hiredOn == null ? null : (Integer) Math.toIntExact(hiredOn),
        Tenure.on(hiredOn, asOf.day()));
  }

  private StoreReader reader() {
    return new StoreReader(stores.partitions(Stores.REP_TALLIES));
  }
}
