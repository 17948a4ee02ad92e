package io.willingly.streams.query;

import io.willingly.metrics.comparison.Sample;
import io.willingly.metrics.comparison.Segment;
import io.willingly.metrics.fact.FactOrder;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.period.Period.Days;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.tally.Cell;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads slices: from the sums that are kept where there are any, else from cells. */
record SliceReader(TallyReader tallies, PrimaryCells cells) {

  /** Of one scope, for questions about these periods. */
  Slice of(ScopeId scope, List<Period> periods, Segment segment, AsOf asOf) {
    if (segment.equals(Segment.ALL) && asOf.knownOn() == null) {
      return Slice.kept(tallies.tallies(scope), asOf.day());
    }
    List<Days> asked = periods.stream().map(period -> period.days(asOf.day())).toList();
    Slice.Counted slice = new Slice.Counted(segment, asOf);
    cells.of(
        scope,
        day -> asked.stream().anyMatch(days -> days.contains(day)),
        (own, day, all) -> slice.add(all));
    return slice;
  }

  /** Of every scope of a kind in a period, by id; see {@link Reading#attempt}. */
  SortedMap<String, Slice.Counted> of(
      ScopeId.Kind kind, Period period, Segment segment, AsOf asOf) {
    SortedMap<String, Slice.Counted> slices = new TreeMap<>(FactOrder.UTF8);
    cells
        .ofThoseThereAre(
            kind,
            period.days(asOf.day())::contains,
            (scope, day, all) ->
                slices
                    .computeIfAbsent(scope.id(), absent -> new Slice.Counted(segment, asOf))
                    .add(all))
        .forEach(cut -> slices.remove(cut.id()));
    return slices;
  }

  /** Of one scope in a period, by kind of deal: of one product line and one recurrence. */
  SortedMap<Segment, Slice.Counted> kinds(ScopeId scope, Period period, AsOf asOf) {
    SortedMap<Segment, Slice.Counted> kinds = new TreeMap<>();
    cells.of(
        scope,
        period.days(asOf.day())::contains,
        (own, day, all) -> {
          for (Cell cell : all) {
            kinds
                .computeIfAbsent(
                    Segment.of(cell.key()), kind -> new Slice.Counted(Segment.ALL, asOf))
                .add(List.of(cell));
          }
        });
    return kinds;
  }

  /** The sums of all of a kind with won deals but of nobody, by id; see {@link Reading#attempt}. */
  SortedMap<String, Tally> totals(ScopeId.Kind kind, Period period, Segment segment, AsOf asOf) {
    SortedMap<String, Tally> totals = new TreeMap<>(FactOrder.UTF8);
    // A rolling period has no sum of its own: a scan of its cells costs less than a get of each
    // day.
    if (segment.equals(Segment.ALL) && !period.rolling()) {
      totals.putAll(tallies.primaries(kind, period, asOf));
    } else {
      of(kind, period, segment, asOf).forEach((id, slice) -> totals.put(id, slice.total(period)));
    }
    totals.entrySet().removeIf(SliceReader::isNone);
    return totals;
  }

  private static boolean isNone(Map.Entry<String, Tally> unit) {
    return Sample.isNobody(unit.getKey()) || unit.getValue().get(TallyField.WON) <= 0;
  }
}
