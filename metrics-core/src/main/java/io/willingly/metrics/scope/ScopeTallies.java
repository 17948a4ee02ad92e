package io.willingly.metrics.scope;

import io.willingly.metrics.codec.ByteReader;
import io.willingly.metrics.codec.ByteWriter;
import io.willingly.metrics.fold.Rows;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.period.Period.Days;
import io.willingly.metrics.tally.Cell;
import io.willingly.metrics.tally.CellKey;
import io.willingly.metrics.tally.CellSum;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyBytes;
import io.willingly.metrics.tally.TallyField;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The tallies of one scope over its point rows. A day row holds the cells of one (role, cohort
 * day), by segment and arrival day (R7, R52); a period row holds the sum of a calendar period, kept
 * beside them because sums are asked for and published far more often than their parts. A row of
 * zero is deleted, so that equal facts leave equal rows in any order (R57).
 *
 * <p>Nothing is cached between calls: an aborted transaction leaves nothing behind (R46).
 */
public final class ScopeTallies {
  /** First byte of the key of the row every scope with cells has: the roles and their days. */
  public static final byte INDEX_ROW = 'i';

  private static final byte DAY_ROW = 'd';
  private static final byte PERIOD_ROW = 'p';
  private static final byte[] INDEX_KEY = {INDEX_ROW};

  private final Rows rows;

  public ScopeTallies(Rows rows) {
    this.rows = rows;
  }

  private record RoleDay(String role, int day) {}

  /**
   * Adds differences and tells which published rows changed. Whose the cells are is not looked at:
   * the rows are one scope's.
   */
  public SortedSet<Changed> add(Collection<Cell> cells) {
    Map<RoleDay, CellSum> byDay = new TreeMap<>(byRoleAndDay());
    for (Cell cell : cells) {
      CellKey key = cell.key();
      byDay
          .computeIfAbsent(new RoleDay(key.role(), key.cohortDay()), day -> new CellSum())
          .add(anonymous(key), cell.arrivalDay(), cell.tally());
    }
    Map<Changed, Tally> byPeriod = new TreeMap<>();
    byDay.forEach((day, sum) -> addDay(day, sum, byPeriod));
    byPeriod.values().removeIf(Tally::isZero);
    byPeriod.forEach(this::addPeriod);
    return new TreeSet<>(byPeriod.keySet());
  }

  private void addDay(RoleDay at, CellSum sum, Map<Changed, Tally> byPeriod) {
    List<Cell> differences = sum.cells();
    if (differences.isEmpty()) {
      return;
    }
    List<Cell> before = cells(at.role(), at.day());
    List<Cell> after = sum.add(before).cells();
    byte[] key = dayKey(at.role(), at.day());
    if (after.isEmpty()) {
      rows.delete(key);
      index(index -> index.remove(at.role(), at.day()));
    } else {
      rows.put(key, TallyBytes.encodeCells(after));
      if (before.isEmpty()) {
        index(index -> index.add(at.role(), at.day()));
      }
    }
    Tally difference = total(differences, cell -> true);
    for (Period period : Period.of(at.day())) {
      byPeriod.merge(new Changed(at.role(), period), difference, Tally::plus);
    }
  }

  private void addPeriod(Changed at, Tally difference) {
    byte[] key = periodKey(at.role(), at.period());
    Tally after = period(at.role(), at.period()).plus(difference);
    if (after.isZero()) {
      rows.delete(key);
    } else {
      rows.put(key, TallyBytes.encode(after));
    }
  }

  private void index(Consumer<DayIndex> change) {
    DayIndex index = index();
    change.accept(index);
    if (index.isEmpty()) {
      rows.delete(INDEX_KEY);
    } else {
      rows.put(INDEX_KEY, index.encode());
    }
  }

  private DayIndex index() {
    byte[] row = rows.get(INDEX_KEY);
    return row == null ? new DayIndex() : DayIndex.decode(row);
  }

  /** The roles with cells. */
  public SortedSet<String> roles() {
    return index().roles();
  }

  /** The days with cells of a role, ascending. */
  public SortedSet<Integer> days(String role, Days days) {
    return index().days(role, days);
  }

  /** The cells of a cohort day, by segment and arrival day; their keys name no rep. */
  public List<Cell> cells(String role, int day) {
    byte[] row = rows.get(dayKey(role, day));
    return row == null ? List.of() : TallyBytes.decodeCells(row);
  }

  /** What the keys of a role's day rows begin with, and no other row's: for a reader that scans. */
  public static byte[] dayRows(String role) {
    return new ByteWriter(16).putByte(DAY_ROW).putString(role).toBytes();
  }

  /**
   * The cohort day of a row.
   *
   * @param key what follows {@link #dayRows} in its key
   */
  public static int cohortDay(byte[] key) {
    return new ByteReader(key).getInt();
  }

  /** The cells of a day row, as {@link #cells}. */
  public static List<Cell> cells(byte[] row) {
    return TallyBytes.decodeCells(row);
  }

  /**
   * The sum of a period: one row for a calendar period, those of its days for a rolling one (R56).
   *
   * @param asOf the organisation's date of the question (R11)
   */
  public Tally total(String role, Period period, int asOf) {
    if (!period.rolling()) {
      return period(role, period);
    }
    Tally sum = Tally.ZERO;
    for (int day : days(role, period.days(asOf))) {
      sum = sum.plus(period(role, Period.ofDay(day)));
    }
    return sum;
  }

  /** The sum of a period as it was known at the end of the arrival day {@code knownOn} (R7). */
  public Tally totalKnownOn(String role, Period period, int asOf, int knownOn) {
    return sum(role, period, asOf, cell -> cell.arrivalDay() <= knownOn);
  }

  /**
   * What the arrivals of each day changed, by period and arrival day: the running sums up to a day
   * are {@link #totalKnownOn} it.
   *
   * @param periods which periods of a cohort day are asked for
   */
  public SortedMap<Period, SortedMap<Integer, Tally>> changes(
      String role, Days days, IntFunction<List<Period>> periods) {
    SortedMap<Period, SortedMap<Integer, Tally>> changes = new TreeMap<>();
    for (int day : days(role, days)) {
      for (Cell cell : cells(role, day)) {
        for (Period period : periods.apply(day)) {
          changes
              .computeIfAbsent(period, absent -> new TreeMap<>())
              .merge(cell.arrivalDay(), cell.tally(), Tally::plus);
        }
      }
    }
    return changes;
  }

  private Tally sum(String role, Period period, int asOf, Predicate<Cell> counts) {
    Tally sum = Tally.ZERO;
    for (int day : days(role, period.days(asOf))) {
      sum = sum.plus(total(cells(role, day), counts));
    }
    return sum;
  }

  /**
   * The deals of a period by age: one cohort for each cohort day.
   *
   * @param knownOn only what had arrived by the end of this day counts (R7); null for all
   */
  public List<Cohort> cohorts(String role, Period period, int asOf, @Nullable Integer knownOn) {
    List<Cohort> cohorts = new ArrayList<>();
    for (int day : days(role, until(period.days(asOf), asOf))) {
      Tally tally =
          knownOn == null
              ? period(role, Period.ofDay(day))
              : total(cells(role, day), cell -> cell.arrivalDay() <= knownOn);
      if (!tally.isZero()) {
        cohorts.add(new Cohort(asOf - day, tally));
      }
    }
    return cohorts;
  }

  /**
   * The deals of a period by age, those older than {@code days} in one cohort of the oldest's age:
   * all that a question about the first days needs, from few rows.
   *
   * @param whole the sum of the period
   */
  public List<Cohort> cohorts(String role, Period period, int asOf, Tally whole, int days) {
    Days all = period.days(asOf);
    Days young = new Days(Math.max(all.first(), asOf - days), all.last());
    return cohorts(role, period, asOf, whole, byDay(role, young));
  }

  /** The tallies of days, by day. */
  public SortedMap<Integer, Tally> byDay(String role, Days days) {
    SortedMap<Integer, Tally> byDay = new TreeMap<>();
    for (int day : days(role, days)) {
      byDay.put(day, period(role, Period.ofDay(day)));
    }
    return byDay;
  }

  /**
   * The same for who asks of several periods.
   *
   * @param young the tallies of all days to be told apart, of the period or not
   */
  public List<Cohort> cohorts(
      String role, Period period, int asOf, Tally whole, SortedMap<Integer, Tally> young) {
    Days days = period.days(asOf);
    List<Cohort> cohorts = new ArrayList<>();
    Tally older = whole;
    for (Map.Entry<Integer, Tally> entry : young.entrySet()) {
      int day = entry.getKey();
      if (days.contains(day)) {
        older = older.minus(entry.getValue());
        if (day <= asOf) {
          cohorts.add(new Cohort(asOf - day, entry.getValue()));
        }
      }
    }
    if (older.get(TallyField.WON) > 0) {
      for (int day : days(role, days)) {
        // Days may have calls or losses only: the age is that of the oldest deal.
        if (period(role, Period.ofDay(day)).get(TallyField.WON) > 0) {
          cohorts.add(new Cohort(asOf - day, older));
          break;
        }
      }
    }
    return cohorts;
  }

  private static Days until(Days days, int last) {
    return new Days(days.first(), Math.min(days.last(), last));
  }

  private static Tally total(List<Cell> cells, Predicate<Cell> counts) {
    Tally.Builder sum = new Tally.Builder();
    for (Cell cell : cells) {
      if (counts.test(cell)) {
        for (int i = 0; i < cell.tally().size(); i++) {
          sum.add(cell.tally().keyAt(i), cell.tally().valueAt(i));
        }
      }
    }
    return sum.build();
  }

  private Tally period(String role, Period period) {
    byte[] row = rows.get(periodKey(role, period));
    return row == null ? Tally.ZERO : TallyBytes.decode(row);
  }

  private static CellKey anonymous(CellKey key) {
    return new CellKey("", key.role(), key.productLine(), key.recurring(), key.cohortDay());
  }

  private static Comparator<RoleDay> byRoleAndDay() {
    return Comparator.comparing(RoleDay::role).thenComparingInt(RoleDay::day);
  }

  private static byte[] dayKey(String role, int day) {
    return new ByteWriter(32).putByte(DAY_ROW).putString(role).putInt(day).toBytes();
  }

  private static byte[] periodKey(String role, Period period) {
    return new ByteWriter(32)
        .putByte(PERIOD_ROW)
        .putString(role)
        .putByte(period.kind().code())
        .putInt(period.firstDay())
        .toBytes();
  }
}
