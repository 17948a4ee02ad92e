package io.willingly.metrics.scope;

import io.willingly.metrics.codec.ByteReader;
import io.willingly.metrics.codec.ByteWriter;
import io.willingly.metrics.fold.RepDirectory;
import io.willingly.metrics.tally.CellKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A rep's team by cohort day and by what was known when: for each first cohort day of a stretch,
 * the team from each arrival day on. The latest entry effective on the cohort day decides, of equal
 * ones the last in fact order (R38); an entry without a team says nothing about it. Nobody's deals
 * ({@link CellKey#NO_REP}) are of team {@link ScopeId#SELF_SERVE} whatever the directory says.
 */
final class TeamHistory {
  /** The team known from an arrival day on. */
  record Known(int arrivalDay, String team) {}

  private final NavigableMap<Integer, List<Known>> byFirstDay = new TreeMap<>();

  private TeamHistory() {}

  /** Of a rep the directory is silent about. */
  static TeamHistory unknown(String repId) {
    TeamHistory history = new TeamHistory();
    String team = repId.equals(CellKey.NO_REP) ? ScopeId.SELF_SERVE : ScopeId.UNASSIGNED;
    history.byFirstDay.put(Integer.MIN_VALUE, List.of(new Known(Integer.MIN_VALUE, team)));
    return history;
  }

  static TeamHistory of(String repId, RepDirectory directory) {
    TeamHistory history = unknown(repId);
    if (repId.equals(CellKey.NO_REP)) {
      return history;
    }
    NavigableMap<Integer, List<RepDirectory.Entry>> entriesByArrival = new TreeMap<>();
    for (int arrivalDay : directory.arrivalDays()) {
      entriesByArrival.put(arrivalDay, directory.entriesKnownOn(arrivalDay));
    }
    entriesByArrival.values().stream()
        .flatMap(List::stream)
        .map(entry -> Math.toIntExact(entry.rep().effectiveFrom()))
        .distinct()
        .forEach(first -> history.byFirstDay.put(first, known(first, entriesByArrival)));
    return history;
  }

  private static List<Known> known(
      int cohortDay, NavigableMap<Integer, List<RepDirectory.Entry>> entriesByArrival) {
    List<Known> known = new ArrayList<>();
    known.add(new Known(Integer.MIN_VALUE, ScopeId.UNASSIGNED));
    for (Map.Entry<Integer, List<RepDirectory.Entry>> entries : entriesByArrival.entrySet()) {
      String team = team(cohortDay, entries.getValue());
      if (!team.equals(known.get(known.size() - 1).team())) {
        known.add(new Known(entries.getKey(), team));
      }
    }
    return known;
  }

  private static String team(int cohortDay, List<RepDirectory.Entry> entriesInFactOrder) {
    String team = ScopeId.UNASSIGNED;
    long latest = Long.MIN_VALUE;
    for (RepDirectory.Entry entry : entriesInFactOrder) {
      String named = entry.rep().team();
      long from = entry.rep().effectiveFrom();
      if (named != null && from <= cohortDay && from >= latest) {
        team = named;
        latest = from;
      }
    }
    return team;
  }

  /** The teams of a cohort day, by the arrival day from which each was known, ascending. */
  List<Known> on(int cohortDay) {
    return byFirstDay.floorEntry(cohortDay).getValue();
  }

  static TeamHistory read(String repId, byte @Nullable [] row) {
    if (row == null) {
      return unknown(repId);
    }
    TeamHistory history = new TeamHistory();
    ByteReader in = new ByteReader(row);
    while (in.hasMore()) {
      int firstDay = in.getInt();
      List<Known> known = new ArrayList<>();
      for (int left = in.getInt(); left > 0; left--) {
        known.add(new Known(in.getInt(), in.getString()));
      }
      history.byFirstDay.put(firstDay, known);
    }
    return history;
  }

  byte[] toBytes() {
    ByteWriter out = new ByteWriter();
    byFirstDay.forEach(
        (firstDay, known) -> {
          out.putInt(firstDay).putInt(known.size());
          known.forEach(each -> out.putInt(each.arrivalDay()).putString(each.team()));
        });
    return out.toBytes();
  }
}
