package io.willingly.streams.query;

import io.willingly.metrics.fact.FactOrder;
import io.willingly.metrics.fold.Rows;
import io.willingly.metrics.period.Closing;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.period.Period.Days;
import io.willingly.metrics.quality.Columns;
import io.willingly.metrics.quality.Maturity;
import io.willingly.metrics.quality.Value;
import io.willingly.metrics.scope.Cohort;
import io.willingly.metrics.scope.RepFold;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.scope.ScopeTallies;
import io.willingly.metrics.tally.Cell;
import io.willingly.metrics.tally.CellKey;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import io.willingly.streams.query.Report.Row;
import io.willingly.streams.state.StateKeys;
import io.willingly.streams.state.Stores;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads tallies and the directory.
 *
 * @param minimum the denominator from which on a rate is told
 */
record TallyReader(LocalStores stores, RepFold reps, Columns columns, int minimum) {
  private static final Comparator<Row> ORDER =
      Comparator.comparing(Row::id, FactOrder.UTF8)
          .thenComparing(row -> !row.role().equals(CellKey.PRIMARY))
          .thenComparing(Row::role);

  /** The rows of a report, sorted, without zeros (R79). */
  List<Row> rows(ScopeId.Kind kind, Period period, AsOf asOf) {
    StoreReader reader = reader(kind);
    List<Row> rows = new ArrayList<>();
    for (ScopeId scope : reader.scopes()) {
      if (scope.kind() == kind) {
        Rows own = reader.under(StateKeys.tally(scope));
        ScopeTallies tallies = new ScopeTallies(own);
        for (String role : tallies.roles()) {
          Tally tally = total(tallies, role, period, asOf);
          Map<String, Value> values = columns.values(tally);
          if (!values.values().stream().allMatch(Value::isZero)) {
            String name = kind == ScopeId.Kind.REP ? name(own, asOf) : "";
            List<Cohort> cohorts =
                asOf.knownOn() == null
                    ? tallies.cohorts(role, period, asOf.day(), tally, Maturity.LONGEST)
                    : tallies.cohorts(role, period, asOf.day(), asOf.knownOn());
            rows.add(
                new Row(
                    scope.id(),
                    role,
                    name,
                    texts(values),
                    columns.certainties(tally, minimum),
                    Maturity.of(cohorts, minimum)));
          }
        }
      }
    }
    rows.sort(ORDER);
    return rows;
  }

  /** The primary's won deals of a period by age, a cohort for each day. */
  List<Cohort> cohorts(ScopeId scope, Period period, AsOf asOf) {
    return new ScopeTallies(reader(scope.kind()).under(StateKeys.tally(scope)))
        .cohorts(CellKey.PRIMARY, period, asOf.day(), asOf.knownOn());
  }

  /**
   * What the arrivals of each day changed in the primary role, by period and arrival day.
   *
   * @param period null for every month, quarter and year
   */
  SortedMap<Period, SortedMap<Integer, Tally>> changes(ScopeId scope, @Nullable Period period) {
    return new ScopeTallies(reader(scope.kind()).under(StateKeys.tally(scope)))
        .changes(
            CellKey.PRIMARY,
            period == null ? Period.ALL.days(0) : period.days(0),
            day -> period == null ? Closing.periods(day) : List.of(period));
  }

  /** The primary tallies of each cohort day of each rep, by segment, as they were known. */
  void eachRepsCells(Period period, AsOf asOf, BiConsumer<String, Cell> each) {
    StoreReader reader = reader(ScopeId.Kind.REP);
    for (ScopeId rep : reader.scopes()) {
      ScopeTallies tallies = new ScopeTallies(reader.under(StateKeys.tally(rep)));
      for (int day : tallies.days(CellKey.PRIMARY, period.days(asOf.day()))) {
        for (Cell cell : tallies.cells(CellKey.PRIMARY, day)) {
          if (cell.arrivalDay() <= asOf.lastArrival()) {
            each.accept(rep.id(), cell);
          }
        }
      }
    }
  }

  /** The primary tallies of all of a kind with won deals, by id. */
  Map<String, Tally> primaries(ScopeId.Kind kind, Period period, AsOf asOf) {
    Map<String, Tally> sums = new TreeMap<>(FactOrder.UTF8);
    for (ScopeId scope : reader(kind).scopes()) {
      if (scope.kind() == kind) {
        Tally sum = primary(scope, period, asOf);
        if (sum.get(TallyField.WON) > 0) {
          sums.put(scope.id(), sum);
        }
      }
    }
    return sums;
  }

  /** Names of reps the directory knows. */
  Map<String, String> names(ScopeId.Kind kind, Collection<String> ids, AsOf asOf) {
    Map<String, String> names = new HashMap<>();
    if (kind == ScopeId.Kind.REP) {
      StoreReader reader = reader(kind);
      for (String id : ids) {
        names.put(id, name(reader.under(StateKeys.tally(ScopeId.rep(id))), asOf));
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

  private static Map<String, String> texts(Map<String, Value> values) {
    Map<String, String> texts = new LinkedHashMap<>();
    values.forEach((column, value) -> texts.put(column, value.text()));
    return texts;
  }

  /** Takes the cells of one cohort day. */
  interface DayVisitor {
    void see(ScopeId scope, int cohortDay, List<Cell> cells);
  }

  /** Shows the primary cells of every scope of a kind, day by day. */
  void read(ScopeId.Kind kind, Days days, DayVisitor visitor) {
    StoreReader reader = reader(kind);
    for (ScopeId scope : reader.scopes()) {
      if (scope.kind() == kind) {
        ScopeTallies tallies = new ScopeTallies(reader.under(StateKeys.tally(scope)));
        for (int day : tallies.days(CellKey.PRIMARY, days)) {
          visitor.see(scope, day, tallies.cells(CellKey.PRIMARY, day));
        }
      }
    }
  }

  /** Of those who carry the deals. */
  Tally primary(ScopeId scope, Period period, AsOf asOf) {
    return total(scope, CellKey.PRIMARY, period, asOf);
  }

  /** What the deals' sum must equal. */
  Tally total(ScopeId scope, String role, Period period, AsOf asOf) {
    Rows rows = reader(scope.kind()).under(StateKeys.tally(scope));
    return total(new ScopeTallies(rows), role, period, asOf);
  }

  /** Whether there are numbers of the scope, or the directory names the rep. */
  boolean knows(ScopeId scope) {
    Rows rows = reader(scope.kind()).under(StateKeys.tally(scope));
    return !new ScopeTallies(rows).roles().isEmpty()
        || (scope.kind() == ScopeId.Kind.REP
            && reps.entry(rows, Integer.MAX_VALUE, Integer.MAX_VALUE).isPresent());
  }

  /**
   * The reps whose deals a scope counts in a role, and on which cohort days.
   *
   * @param knownOn the day on which their teams are asked for
   */
  Map<String, SortedSet<Integer>> cohorts(ScopeId scope, String role, Days days, int knownOn) {
    StoreReader reader = reader(ScopeId.Kind.REP);
    List<ScopeId> candidates = scope.kind() == ScopeId.Kind.REP ? List.of(scope) : reader.scopes();
    Map<String, SortedSet<Integer>> cohorts = new LinkedHashMap<>();
    for (ScopeId rep : candidates) {
      Rows rows = reader.under(StateKeys.tally(rep));
      SortedSet<Integer> own = new TreeSet<>(new ScopeTallies(rows).days(role, days));
      if (scope.kind() == ScopeId.Kind.TEAM) {
        own.removeIf(day -> !RepFold.team(rows, rep.id(), day, knownOn).equals(scope.id()));
      }
      if (!own.isEmpty()) {
        cohorts.put(rep.id(), Collections.unmodifiableSortedSet(own));
      }
    }
    return cohorts;
  }

  private StoreReader reader(ScopeId.Kind kind) {
    return new StoreReader(
        stores.partitions(kind == ScopeId.Kind.REP ? Stores.REP_TALLIES : Stores.SCOPE_TALLIES));
  }
}
