package io.willingly.streams.query;

import io.willingly.metrics.comparison.Segment;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fold.Fold;
import io.willingly.metrics.period.Closing;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.quality.Headline;
import io.willingly.metrics.quality.Headline.Fraction;
import io.willingly.metrics.scope.Restatement.At;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.scope.ScopeId.Kind;
import io.willingly.metrics.tally.Causes;
import io.willingly.metrics.tally.CellKey;
import io.willingly.metrics.tally.Tally;
import io.willingly.streams.query.Figures.SignedSheet;
import io.willingly.streams.query.Restatements.Move;
import io.willingly.streams.query.Restatements.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What changed closed periods, the numbers from the tallies and the causes from the topic; and
 * their figures to sign.
 */
record ClosedPeriods(
    TallyReader tallies, Definition definition, Closing closing, CauseSource causeSource) {

  /** As {@link Queries#restatements}. */
  Restatements restatements(
      ScopeId scope, @Nullable Period period, @Nullable Integer since, AsOf asOf, long lag) {
    Map<At, Causes> causes = causeSource.of(scope, period);
    List<Row> rows = new ArrayList<>();
    tallies
        .changes(scope, period)
        .forEach((restated, byArrival) -> add(rows, restated, byArrival, causes));
    rows.removeIf(
        row ->
            (since != null && row.arrivalDay() < since) || row.arrivalDay() > asOf.lastArrival());
    rows.sort(Comparator.comparingInt(Row::arrivalDay).thenComparing(Row::period));
    return new Restatements(scope, asOf, definition.version(), lag, rows);
  }

  private void add(
      List<Row> rows, Period period, SortedMap<Integer, Tally> byArrival, Map<At, Causes> causes) {
    int closedOn = closing.day(period);
    Tally known = Tally.ZERO;
    for (Map.Entry<Integer, Tally> arrival : byArrival.entrySet()) {
      Tally before = known;
      known = known.plus(arrival.getValue());
      int day = arrival.getKey();
      if (day > closedOn && !arrival.getValue().isZero()) {
        Causes why = causes.getOrDefault(new At(CellKey.PRIMARY, period, day), Causes.NONE);
        rows.add(new Row(period, closedOn, day, moves(before, known), why));
      }
    }
  }

  private List<Move> moves(Tally before, Tally after) {
    List<Move> moves = new ArrayList<>();
    for (Headline headline : Headline.values()) {
      Fraction was = headline.of(before, definition);
      Fraction is = headline.of(after, definition);
      if (!was.equals(is)) {
        moves.add(new Move(headline, was, is));
      }
    }
    return moves;
  }

  /** As {@link Queries#figures}. */
  Figures figures(Period period, int knownOn, List<String> columns, long lag) {
    List<String> asked = columns.isEmpty() ? tallies.columns().names() : columns;
    List<SignedSheet> sheets = new ArrayList<>();
    Map<String, String> organisation = new LinkedHashMap<>();
    for (Kind kind : List.of(Kind.ORGANISATION, Kind.TEAM, Kind.REP)) {
      AsOf asOf = AsOf.knownOn(knownOn);
      List<Report.Row> rows = tallies.rows(kind, period, asOf);
      Report report = new Report(kind, period, Segment.ALL, asOf, definition.version(), lag, rows);
      sheets.add(new SignedSheet(kind, rows.size(), ReportText.csv(report, asked)));
      if (kind == Kind.ORGANISATION) {
        rows.forEach(row -> asked.forEach(name -> organisation.put(name, row.value(name))));
      }
    }
    return new Figures(
        period,
        closing.day(period),
        knownOn,
        definition.version(),
        definition.hash(),
        Fold.VERSION,
        lag,
        sheets,
        organisation);
  }
}
