package io.willingly.streams.query;

import io.willingly.metrics.fact.FactOrder;
import io.willingly.metrics.fold.Rows;
import io.willingly.metrics.period.Closing;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.period.Period.Days;
import io.willingly.metrics.quality.Columns;
import io.willingly.metrics.quality.Maturity;
import io.willingly.metrics.scope.Cohort;
import io.willingly.metrics.scope.RepFold;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.scope.ScopeTallies;
import io.willingly.metrics.tally.CellKey;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import io.willingly.streams.query.Report.Row;
import io.willingly.streams.state.StateKeys;
import io.willingly.streams.state.Stores;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Reads tallies and the directory.
 *
 * @param minimum the denominator from which on a rate is told
 */
record TallyReader(StateStores stores, RepFold reps, Columns columns, int minimum) {
  /** The rows of a report, sorted, without zeros (R79); see {@link Reading#attempt}. */
  List<Row> rows(ScopeId.Kind kind, Period period, AsOf asOf) {
    StoreReader reader = reader(kind);
    List<Row> rows = new ArrayList<>();
    for (ScopeId scope : reader.scopes()) {
      if (scope.kind() == kind) {
        Reading.attempt(
            () -> rows.addAll(rows(scope, reader.under(StateKeys.tally(scope)), period, asOf)));
      }
    }
    rows.sort(Row.ORDER);
    return rows;
  }

  /** The rows of one scope in a report, the primary role first. */
  List<Row> rows(ScopeId scope, Period period, AsOf asOf) {
    List<Row> rows = rows(scope, reader(scope.kind()).under(StateKeys.tally(scope)), period, asOf);
    rows.sort(Row.ORDER);
    return rows;
  }

  private List<Row> rows(ScopeId scope, Rows own, Period period, AsOf asOf) {
    ScopeTallies tallies = new ScopeTallies(own);
    String name = scope.kind() == ScopeId.Kind.REP ? name(own, asOf) : "";
    Integer knownOn = asOf.knownOn();
    List<Row> rows = new ArrayList<>();
    for (String role : tallies.roles()) {
      Tally tally = total(tallies, role, period, asOf);
      maker()
          .row(
              new RowMaker.Whose(scope, role, name),
              tally,
              () ->
                  knownOn == null
                      ? tallies.cohorts(role, period, asOf.day(), tally, Maturity.LONGEST)
                      : tallies.cohorts(role, period, asOf.day(), knownOn))
          .ifPresent(rows::add);
    }
    return rows;
  }

  /** What rows are made by. */
  RowMaker maker() {
    return new RowMaker(columns, minimum);
  }

  /** Reads the same stores cell by cell. */
  PrimaryCells cells() {
    return new PrimaryCells(stores);
  }

  /** All tallies of a scope. */
  ScopeTallies tallies(ScopeId scope) {
    return new ScopeTallies(reader(scope.kind()).under(StateKeys.tally(scope)));
  }

  /** The primary's won deals of a period by age, a cohort for each day. */
  List<Cohort> cohorts(ScopeId scope, Period period, AsOf asOf) {
    return tallies(scope).cohorts(CellKey.PRIMARY, period, asOf.day(), asOf.knownOn());
  }

  /**
   * What the arrivals of each day changed in the primary role, by period and arrival day.
   *
   * @param period null for every month, quarter and year
   */
  SortedMap<Period, SortedMap<Integer, Tally>> changes(ScopeId scope, @Nullable Period period) {
    return tallies(scope)
        .changes(
            CellKey.PRIMARY,
            period == null ? Period.ALL.days(0) : period.days(0),
            day -> period == null ? Closing.periods(day) : List.of(period));
  }

  /** The primary tallies of all of a kind with won deals, by id; see {@link Reading#attempt}. */
  Map<String, Tally> primaries(ScopeId.Kind kind, Period period, AsOf asOf) {
    Map<String, Tally> sums = new TreeMap<>(FactOrder.UTF8);
    StoreReader reader = reader(kind);
    for (ScopeId scope : reader.scopes()) {
      if (scope.kind() == kind) {
        Reading.attempt(
            () -> {
              ScopeTallies tallies = new ScopeTallies(reader.under(StateKeys.tally(scope)));
              Tally sum = total(tallies, CellKey.PRIMARY, period, asOf);
              if (sum.get(TallyField.WON) > 0) {
                sums.put(scope.id(), sum);
              }
            });
      }
    }
    return sums;
  }

  /** In the order of their rows: read like this, most have been read ahead. */
  static List<String> inOrder(ScopeId.Kind kind, Collection<String> ids) {
    SortedMap<Bytes, String> byKey = new TreeMap<>();
    ids.forEach(id -> byKey.put(Bytes.wrap(StateKeys.tally(new ScopeId(kind, id))), id));
    return List.copyOf(byKey.values());
  }

  /** Names of reps the directory knows. */
  Map<String, String> names(ScopeId.Kind kind, Collection<String> ids, AsOf asOf) {
    Map<String, String> names = new HashMap<>();
    if (kind == ScopeId.Kind.REP) {
      for (String id : inOrder(kind, ids)) {
        names.put(id, name(id, asOf));
      }
    }
    return names;
  }

  /** Calendar periods of now are kept as sums, those of the past are summed (R7). */
  private static Tally total(ScopeTallies tallies, String role, Period period, AsOf asOf) {
    Integer knownOn = asOf.knownOn();
    return knownOn == null
        ? tallies.total(role, period, asOf.day())
        : tallies.totalKnownOn(role, period, asOf.day(), knownOn);
  }

  /** The name of a rep as the directory has it, else empty. */
  String name(String repId, AsOf asOf) {
    return name(reader(ScopeId.Kind.REP).under(StateKeys.tally(ScopeId.rep(repId))), asOf);
  }

  private String name(Rows rep, AsOf asOf) {
    return reps.entry(rep, asOf.day(), asOf.lastArrival())
        .map(entry -> entry.rep().name())
        .orElse("");
  }

  /** Of those who carry the deals. */
  Tally primary(ScopeId scope, Period period, AsOf asOf) {
    return total(scope, CellKey.PRIMARY, period, asOf);
  }

  /** What the deals' sum must equal. */
  Tally total(ScopeId scope, String role, Period period, AsOf asOf) {
    return total(tallies(scope), role, period, asOf);
  }

  /**
   * Why nothing can be told of a scope; null when there are numbers of it, or the directory names
   * the rep.
   *
   * @param organisation known before there are numbers
   */
  @Nullable Unknown unknown(ScopeId scope, String organisation) {
    return scope.equals(ScopeId.organisation(organisation)) || knows(scope)
        ? null
        : new Unknown(
            "no %1$s '%2$s'; `willingly report --scope %1$s` lists those there are"
                .formatted(ScopeNames.of(scope.kind()), scope.id()));
  }

  private boolean knows(ScopeId scope) {
    Rows rows = reader(scope.kind()).under(StateKeys.tally(scope));
    return !new ScopeTallies(rows).roles().isEmpty()
        || (scope.kind() == ScopeId.Kind.REP
            && reps.entry(rows, Integer.MAX_VALUE, Integer.MAX_VALUE).isPresent());
  }

  /**
   * The reps whose deals a scope counts in a role, and on which cohort days; see {@link
   * Reading#attempt}.
   *
   * @param knownOn the day on which their teams are asked for
   */
  Map<String, SortedSet<Integer>> cohorts(ScopeId scope, String role, Days days, int knownOn) {
    StoreReader reader = reader(ScopeId.Kind.REP);
    List<ScopeId> candidates = scope.kind() == ScopeId.Kind.REP ? List.of(scope) : reader.scopes();
    Map<String, SortedSet<Integer>> cohorts = new LinkedHashMap<>();
    for (ScopeId rep : candidates) {
      Reading.attempt(
          () -> {
            Rows rows = reader.under(StateKeys.tally(rep));
            SortedSet<Integer> own = new TreeSet<>(new ScopeTallies(rows).days(role, days));
            if (scope.kind() == ScopeId.Kind.TEAM) {
              own.removeIf(day -> !RepFold.team(rows, rep.id(), day, knownOn).equals(scope.id()));
            }
            if (!own.isEmpty()) {
              cohorts.put(rep.id(), Collections.unmodifiableSortedSet(own));
            }
          });
    }
    return cohorts;
  }

  private StoreReader reader(ScopeId.Kind kind) {
    return new StoreReader(
        stores.partitions(kind == ScopeId.Kind.REP ? Stores.REP_TALLIES : Stores.SCOPE_TALLIES));
  }
}
