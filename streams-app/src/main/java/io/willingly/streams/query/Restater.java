package io.willingly.streams.query;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.period.Closing;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.quality.Headline;
import io.willingly.metrics.quality.Headline.Fraction;
import io.willingly.metrics.scope.Restatement.At;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.tally.Causes;
import io.willingly.metrics.tally.CellKey;
import io.willingly.metrics.tally.Tally;
import io.willingly.streams.query.Restatements.Move;
import io.willingly.streams.query.Restatements.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Tells what changed closed periods: the numbers from the tallies, the causes from the topic. */
record Restater(
    TallyReader tallies, Definition definition, Closing closing, CauseSource causeSource) {

  /**
   * The restatements of a scope.
   *
   * @param period null for every period
   * @param arrivals the arrival days asked for
   */
  List<Row> rows(ScopeId scope, @Nullable Period period, IntPredicate arrivals) {
    Map<At, Causes> causes = causeSource.of(scope, period);
    List<Row> rows = new ArrayList<>();
    tallies
        .changes(scope, period)
        .forEach((restated, byArrival) -> add(rows, restated, byArrival, causes));
    rows.removeIf(row -> !arrivals.test(row.arrivalDay()));
    rows.sort(Comparator.comparingInt(Row::arrivalDay).thenComparing(Row::period));
    return rows;
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
}
