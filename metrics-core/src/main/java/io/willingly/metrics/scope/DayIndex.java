package io.willingly.metrics.scope;

import io.willingly.metrics.codec.ByteReader;
import io.willingly.metrics.codec.ByteWriter;
import io.willingly.metrics.period.Period.Days;
import java.time.LocalDate;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The roles of a scope and the days each has cells on: one bit a day, one entry a month, so that a
 * century fits in a row of a few kilobytes and days are enumerated without a scan (R91). The row
 * changes only with the first and the last cell of a day.
 */
final class DayIndex {
  private final SortedMap<String, SortedMap<Integer, Integer>> bitsByMonth = new TreeMap<>();

  static DayIndex decode(byte[] row) {
    DayIndex index = new DayIndex();
    ByteReader in = new ByteReader(row);
    while (in.hasMore()) {
      SortedMap<Integer, Integer> months = new TreeMap<>();
      index.bitsByMonth.put(in.getString(), months);
      int month = 0;
      for (int left = in.getInt(); left > 0; left--) {
        month += in.getInt();
        months.put(month, in.getInt());
      }
    }
    return index;
  }

  byte[] encode() {
    ByteWriter out = new ByteWriter();
    bitsByMonth.forEach(
        (role, months) -> {
          out.putString(role).putInt(months.size());
          int before = 0;
          for (var month : months.entrySet()) {
            out.putInt(month.getKey() - before).putInt(month.getValue());
            before = month.getKey();
          }
        });
    return out.toBytes();
  }

  boolean isEmpty() {
    return bitsByMonth.isEmpty();
  }

  SortedSet<String> roles() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(bitsByMonth.keySet()));
  }

  void add(String role, int day) {
    LocalDate date = LocalDate.ofEpochDay(day);
    bitsByMonth
        .computeIfAbsent(role, absent -> new TreeMap<>())
        .merge(month(date), bit(date), (left, right) -> left | right);
  }

  void remove(String role, int day) {
    LocalDate date = LocalDate.ofEpochDay(day);
    SortedMap<Integer, Integer> months = bitsByMonth.getOrDefault(role, new TreeMap<>());
    int left = months.getOrDefault(month(date), 0) & ~bit(date);
    if (left == 0) {
      months.remove(month(date));
    } else {
      months.put(month(date), left);
    }
    if (months.isEmpty()) {
      bitsByMonth.remove(role);
    }
  }

  /** The days with cells among {@code days}, ascending. */
  SortedSet<Integer> days(String role, Days days) {
    SortedSet<Integer> found = new TreeSet<>();
    bitsByMonth
        .getOrDefault(role, Collections.emptySortedMap())
        .forEach(
            (month, bits) -> {
              int first = Math.toIntExact(first(month).toEpochDay());
              for (int rest = bits; rest != 0; rest &= rest - 1) {
                int day = first + Integer.numberOfTrailingZeros(rest) - 1;
                if (days.contains(day)) {
                  found.add(day);
                }
              }
            });
    return found;
  }

  private static int month(LocalDate date) {
    return Math.toIntExact(date.getYear() * 12L + date.getMonthValue() - 1);
  }

  private static LocalDate first(int month) {
    return LocalDate.of(Math.floorDiv(month, 12), Math.floorMod(month, 12) + 1, 1);
  }

  private static int bit(LocalDate date) {
    return 1 << date.getDayOfMonth();
  }
}
