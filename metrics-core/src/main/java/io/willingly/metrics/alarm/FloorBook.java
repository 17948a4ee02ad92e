package io.willingly.metrics.alarm;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.period.Period.Days;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.tally.Cell;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * How the deals of every scope of a floor ended, read from their day cells: in the quarter and the
 * weeks its looks reach back to, and, for what to expect, in the year before it as it was known on
 * the eve of the quarter, so that what is watched never moves what it is measured by. Where the
 * first facts arrived only in the quarter, or later, that year is taken as it is known now.
 *
 * <p>A day counts when it is over on the as-of day. Not thread-safe.
 */
public final class FloorBook {
  /** Days before the quarter that expectations are drawn from. */
  private static final int REFERENCE_DAYS = 365;

  private final Definition definition;
  private final Quarter quarter;
  private final int asOf;
  private final int lastArrival;
  private final Map<Watched, SortedMap<ScopeId, Entry>> entries = new EnumMap<>(Watched.class);
  private int firstArrival = Integer.MAX_VALUE;

  /**
   * An empty book.
   *
   * @param asOf day of the question, an epoch day
   * @param lastArrival cells that arrived later do not count (R7)
   */
  public FloorBook(Definition definition, Quarter quarter, int asOf, int lastArrival) {
    this.definition = definition;
    this.quarter = quarter;
    this.asOf = asOf;
    this.lastArrival = lastArrival;
    for (Watched metric : Watched.values()) {
      entries.put(metric, new TreeMap<>());
    }
  }

  /** What is known of one scope. */
  private static final class Entry {
    final List<Outcome> outcomes = new ArrayList<>();
    final Past knownThen;
    final Past knownNow;

    Entry(int longest) {
      knownThen = new Past(longest);
      knownNow = new Past(longest);
    }
  }

  /** The cohort days whose cells are wanted. */
  public Days cohorts() {
    int longest =
        Stream.of(Watched.values())
            .mapToInt(metric -> metric.longest(definition))
            .max()
            .orElseThrow();
    return new Days(quarter.first() - REFERENCE_DAYS - longest, Math.min(asOf, quarter.last()));
  }

  /**
   * Adds the cells of one cohort day of a scope.
   *
   * @param cells in any order
   */
  public void add(ScopeId scope, int cohortDay, List<Cell> cells) {
    SortedMap<Segment, List<Cell>> bySegment = new TreeMap<>();
    cells.stream()
        .filter(cell -> cell.arrivalDay() <= lastArrival)
        .sorted(Comparator.comparingInt(Cell::arrivalDay))
        .forEach(
            cell ->
                bySegment
                    .computeIfAbsent(Segment.of(cell.key()), segment -> new ArrayList<>())
                    .add(cell));
    bySegment.forEach(
        (segment, own) -> {
          firstArrival = Math.min(firstArrival, own.get(0).arrivalDay());
          List<Cell> then =
              own.stream().filter(cell -> cell.arrivalDay() < quarter.first()).toList();
          for (Watched metric : Watched.values()) {
            Entry entry =
                scopes(metric).computeIfAbsent(scope, id -> new Entry(metric.longest(definition)));
            metric.read(own, cohortDay, segment, definition, told(entry));
            metric.read(then, cohortDay, segment, definition, inReference(entry.knownThen));
          }
        });
  }

  private Consumer<Outcome> told(Entry entry) {
    Consumer<Outcome> past = inReference(entry.knownNow);
    return outcome -> {
      past.accept(outcome);
      int day = outcome.day();
      if (quarter.lookBack() <= day && day <= quarter.last() && day < asOf) {
        entry.outcomes.add(outcome);
      }
    };
  }

  private Consumer<Outcome> inReference(Past past) {
    return outcome -> {
      int day = outcome.day();
      if (quarter.first() - REFERENCE_DAYS <= day && day < quarter.first() && day < asOf) {
        past.add(outcome);
      }
    };
  }

  Quarter quarter() {
    return quarter;
  }

  int asOf() {
    return asOf;
  }

  /** The past of each scope. */
  SortedMap<ScopeId, Past> past(Watched metric) {
    boolean early = firstArrival < quarter.first();
    return map(metric, (scope, entry) -> early ? entry.knownThen : entry.knownNow);
  }

  /** The outcomes of each scope, in no order. */
  SortedMap<ScopeId, List<Outcome>> outcomes(Watched metric) {
    return map(metric, (scope, entry) -> Collections.unmodifiableList(entry.outcomes));
  }

  private <T> SortedMap<ScopeId, T> map(Watched metric, BiFunction<ScopeId, Entry, T> of) {
    SortedMap<ScopeId, T> mapped = new TreeMap<>();
    scopes(metric).forEach((scope, entry) -> mapped.put(scope, of.apply(scope, entry)));
    return mapped;
  }

  private SortedMap<ScopeId, Entry> scopes(Watched metric) {
    return Objects.requireNonNull(entries.get(metric));
  }
}
