package io.willingly.metrics.comparison;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was counted of each unit (rep or team) in each kind of deal. The company is the sum of all;
 * what only stands for deals of nobody (self-serve, unassigned: ids that begin with {@code ~}) is
 * part of it and no unit. Not thread-safe while it is filled.
 */
public final class Sample {
  private static final String NOBODY = "~";

  private final SortedMap<String, SortedMap<Segment, Counts>> byUnit = new TreeMap<>();
  private final SortedMap<Segment, Counts> company = new TreeMap<>();

  /** Adds counts of a unit. */
  public void add(String unit, Segment kind, Counts counts) {
    if (!counts.isZero()) {
      byUnit.computeIfAbsent(unit, absent -> new TreeMap<>()).merge(kind, counts, Counts::plus);
      company.merge(kind, counts, Counts::plus);
    }
  }

  /** The reps, or teams, in the order of their ids. */
  List<String> units() {
    return byUnit.keySet().stream().filter(unit -> !isNobody(unit)).toList();
  }

  /** Whether an id only stands for deals of nobody. */
  public static boolean isNobody(String unit) {
    return unit.startsWith(NOBODY);
  }

  /** Every kind of deal there is. */
  Set<Segment> kinds() {
    return company.keySet();
  }

  /** The counts of a unit in a segment. */
  Counts of(String unit, Segment segment) {
    return sum(kinds(unit, segment));
  }

  /** The counts of the company in a segment. */
  Counts company(Segment segment) {
    return sum(companyKinds(segment));
  }

  /** The counts of a unit by kind of deal, of those in a segment. */
  Map<Segment, Counts> kinds(String unit, Segment segment) {
    return within(byUnit.getOrDefault(unit, new TreeMap<>()), segment);
  }

  Map<Segment, Counts> companyKinds(Segment segment) {
    return within(company, segment);
  }

  private static Map<Segment, Counts> within(Map<Segment, Counts> all, Segment segment) {
    Map<Segment, Counts> within = new HashMap<>();
    all.forEach(
        (kind, counts) -> {
          if (segment.holds(kind)) {
            within.put(kind, counts);
          }
        });
    return within;
  }

  private static Counts sum(Map<Segment, Counts> counts) {
    return counts.values().stream().reduce(Counts.NONE, Counts::plus);
  }
}
