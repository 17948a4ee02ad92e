package io.willingly.streams.http;

import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.scope.Tenure;
import io.willingly.streams.access.Contests;
import io.willingly.streams.query.AsOf;
import io.willingly.streams.query.Board;
import io.willingly.streams.query.BoardQueries;
import io.willingly.streams.query.BoardText;
import io.willingly.streams.query.Directory;
import io.willingly.streams.query.DirectoryText;
import io.willingly.streams.query.Metric;
import io.willingly.streams.query.Report;
import io.willingly.streams.query.ReportText;
import io.willingly.streams.query.Series;
import io.willingly.streams.query.SeriesText;
import io.willingly.streams.query.Split;
import io.willingly.streams.query.SplitText;
import io.willingly.streams.query.Today;
import io.willingly.streams.query.TodayText;
import java.util.List;
import java.util.function.ToLongFunction;

/** What the page shows first: tiles, boards, series. */
final class BoardRoutes {
  private static final int YEAR = 365;

  private final Basis basis;
  private final BoardQueries boards;
  private final Contested contested;
  private final Sight sight;
  private final KnownNames names;

  BoardRoutes(Basis basis, Contests contests) {
    this.basis = basis;
    this.names = new KnownNames(basis);
    this.boards = basis.reads().boards();
    this.contested = new Contested(contests, basis);
    this.sight = basis.sight();
  }

  void addTo(Routes routes) {
    routes
        .get("/summary", sight.numbers(), names.products(this::summary))
        .get("/leaderboard", sight.company(), names.products(this::board))
        .get("/series", sight.numbers(), names.products(this::series))
        .get("/split", sight.numbers(), this::split)
        .get("/today", sight.numbers(), this::today)
        .get("/reps", sight.company(), this::reps);
  }

  private Answer summary(Asked asked) {
    AsOf asOf = asked.asOf();
    ScopeId scope = scope(asked);
    Report report = boards.row(scope, asked.period(Period.ROLLING_90D), asked.segment(), asOf);
    ToLongFunction<String> open = contested.of(scope.kind(), asOf);
    return Answer.of(
        asOf,
        report.definitionVersion(),
        report.lag(),
        format -> ReportText.contested(report, open, format));
  }

  /** The scope asked for, which must be known. */
  private ScopeId scope(Asked asked) {
    return basis.known(asked.scope(sight.organisation()));
  }

  private Answer board(Asked asked) {
    ScopeId.Kind kind = NumberRoutes.unit(asked);
    names.requireOfReps(asked);
    Board board =
        boards
            .board(
                kind,
                asked.parsed("metric", "happy-to-pay", Metric::parse),
                asked.period(Period.ROLLING_90D),
                asked.segment(),
                asked.asOf())
            .only(
                asked.text("team").orElse(null),
                asked.text("segment").orElse(null),
                asked.text("tenure").isEmpty() ? null : asked.parsed("tenure", "", Tenure::parse))
            .where(id -> sight.seesNumbers(asked.viewer(), new ScopeId(kind, id)));
    ToLongFunction<String> open = contested.of(kind, board.asOf());
    return Answer.of(
        board.asOf(), board.definitionVersion(), board.lag(), f -> BoardText.of(board, open, f));
  }

  private Answer series(Asked asked) {
    AsOf asOf = asked.asOf();
    Integer to = asked.day("to");
    Integer from = asked.day("from");
    int last = to == null ? asOf.day() : to;
    int first = from == null ? last - YEAR : from;
    List<Period> periods = asked.parsed("by", "month", by -> Period.between(kind(by), first, last));
    Series series = boards.series(scope(asked), periods, asked.segment(), asOf);
    return Answer.of(
        series.asOf(), series.definitionVersion(), series.lag(), f -> SeriesText.of(series, f));
  }

  private static Period.Kind kind(String by) {
    return switch (by) {
      case "year" -> Period.Kind.YEAR;
      case "quarter" -> Period.Kind.QUARTER;
      case "month" -> Period.Kind.MONTH;
      case "week" -> Period.Kind.WEEK;
      case "day" -> Period.Kind.DAY;
      default ->
          throw new IllegalArgumentException(
              "no kind of period: '" + by + "'; allowed are year, quarter, month, week and day");
    };
  }

  private Answer split(Asked asked) {
    Split split = boards.split(scope(asked), asked.period(Period.ROLLING_90D), asked.asOf());
    return Answer.of(
        split.asOf(), split.definitionVersion(), split.lag(), f -> SplitText.of(split, f));
  }

  private Answer today(Asked asked) {
    Today today = boards.today(scope(asked), asked.asOf());
    return Answer.of(
        today.asOf(), today.definitionVersion(), today.lag(), f -> TodayText.of(today, f));
  }

  private Answer reps(Asked asked) {
    Directory all = boards.directory(asked.asOf());
    Directory seen =
        new Directory(
            all.asOf(),
            all.definitionVersion(),
            all.lag(),
            all.reps().stream()
                .filter(rep -> sight.seesNumbers(asked.viewer(), ScopeId.rep(rep.id())))
                .toList());
    return Answer.of(
        seen.asOf(), seen.definitionVersion(), seen.lag(), f -> DirectoryText.of(seen, f));
  }
}
