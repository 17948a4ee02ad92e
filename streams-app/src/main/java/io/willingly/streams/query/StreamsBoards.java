package io.willingly.streams.query;

import io.willingly.metrics.comparison.Comparison;
import io.willingly.metrics.comparison.Segment;
import io.willingly.metrics.comparison.Standing;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.period.Period.Days;
import io.willingly.metrics.quality.Columns;
import io.willingly.metrics.quality.Maturity;
import io.willingly.metrics.quality.Value;
import io.willingly.metrics.scope.RepFold;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.tally.CellKey;
import io.willingly.metrics.tally.Tally;
import io.willingly.streams.query.RowMaker.Whose;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Answers from the state. Thread-safe. */
public final class StreamsBoards implements BoardQueries {
  private final Definition definition;
  private final String organisation;
  private final LongSupplier lag;
  private final ComparisonQueries comparisons;
  private final TallyReader tallies;
  private final PrimaryCells cells;
  private final SliceReader slices;
  private final DirectoryReader directory;

  /**
   * Answers from stores.
   *
   * @param organisation id of the organisation scope (R40)
   * @param comparisons of the same stores
   * @param lag about how many records are still to be read
   */
  public StreamsBoards(
      StateStores stores,
      Definition definition,
      String organisation,
      ComparisonQueries comparisons,
      LongSupplier lag) {
    this.definition = definition;
    this.organisation = organisation;
    this.lag = lag;
    this.comparisons = comparisons;
    RepFold reps = new RepFold(definition, organisation);
    this.tallies = new TallyReader(stores, reps, Columns.of(definition), definition.minimumCount());
    this.cells = tallies.cells();
    this.slices = new SliceReader(tallies, cells);
    this.directory = new DirectoryReader(stores, reps);
  }

  @Override
  public Report report(ScopeId.Kind kind, Period period, Segment segment, AsOf asOf) {
    long left = lag.getAsLong();
    List<Report.Row> rows = new ArrayList<>();
    if (segment.equals(Segment.ALL)) {
      tallies.rows(kind, period, asOf).stream()
          .filter(row -> row.role().equals(CellKey.PRIMARY))
          .forEach(rows::add);
    } else {
      Map<String, Slice.Counted> parts = slices.of(kind, period, segment, asOf);
      for (String id : TallyReader.inOrder(kind, parts.keySet())) {
        Slice slice = Objects.requireNonNull(parts.get(id));
        Reading.attempt(
            () -> row(new ScopeId(kind, id), slice, period, segment, asOf).ifPresent(rows::add));
      }
      rows.sort(Report.Row.ORDER);
    }
    return new Report(kind, period, segment, asOf, definition.version(), left, rows);
  }

  @Override
  public Report row(ScopeId scope, Period period, Segment segment, AsOf asOf) {
    long left = lag.getAsLong();
    List<Report.Row> rows =
        segment.equals(Segment.ALL)
            ? tallies.rows(scope, period, asOf)
            : row(scope, slices.of(scope, List.of(period), segment, asOf), period, segment, asOf)
                .stream()
                .toList();
    return new Report(scope.kind(), period, segment, asOf, definition.version(), left, rows);
  }

  @Override
  public Split split(ScopeId scope, Period period, AsOf asOf) {
    long left = lag.getAsLong();
    List<Split.Row> rows = new ArrayList<>();
    slices
        .kinds(scope, period, asOf)
        .forEach(
            (kind, slice) ->
                row(scope, slice, period, kind, asOf)
                    .ifPresent(row -> rows.add(splitRow(kind, row))));
    return new Split(scope, period, asOf, definition.version(), left, rows);
  }

  private static Split.Row splitRow(Segment kind, Report.Row row) {
    return new Split.Row(
        Objects.requireNonNull(kind.productLine()), Objects.requireNonNull(kind.recurring()), row);
  }

  @Override
  public Series series(ScopeId scope, List<Period> periods, Segment segment, AsOf asOf) {
    long left = lag.getAsLong();
    Slice slice = slices.of(scope, periods, segment, asOf);
    List<Series.Point> points = new ArrayList<>();
    for (Period period : periods) {
      row(scope, slice, period, segment, asOf)
          .ifPresent(row -> points.add(point(period, row, asOf)));
    }
    return new Series(scope, segment, asOf, definition.version(), left, points);
  }

  private static Series.Point point(Period period, Report.Row row, AsOf asOf) {
    Days days = period.days(asOf.day());
    Long share = null;
    for (Maturity window : row.maturity()) {
      if (window.days() == Maturity.LONGEST
          && Value.rate(window.settled(), window.won()) instanceof Value.Rate rate) {
        share = rate.millionths();
      }
    }
    boolean settled = days.last() < asOf.day() - Maturity.LONGEST;
    return new Series.Point(period, days.first(), days.last(), settled, share, row);
  }

  @Override
  public Board board(ScopeId.Kind kind, Metric metric, Period period, Segment segment, AsOf asOf) {
    long left = lag.getAsLong();
    List<Standings> compared = new ArrayList<>();
    // Nobody is above or below a company of which a part is missing.
    Reading.attempt(() -> compared.add(comparisons.compare(kind, metric, period, segment, asOf)));
    Comparison comparison = compared.isEmpty() ? null : compared.get(0).comparison();
    Map<String, Standing> byId = new LinkedHashMap<>();
    if (comparison != null) {
      comparison.standings().forEach(standing -> byId.put(standing.id(), standing));
    }
    Map<String, Tally> totals = slices.totals(kind, period, segment, asOf);
    List<Board.Row> rows = new ArrayList<>();
    for (String id : TallyReader.inOrder(kind, totals.keySet())) {
      Tally tally = Objects.requireNonNull(totals.get(id));
      Standing standing = byId.get(id);
      long weight = standing == null || comparison == null ? 0 : comparison.weight(standing);
      Reading.attempt(
          () -> rows.add(boardRow(new ScopeId(kind, id), tally, metric, asOf, standing, weight)));
    }
    return new Board(
            kind,
            metric,
            period,
            segment,
            asOf,
            StreamsComparisons.settled(definition, metric, period, asOf).last(),
            definition.version(),
            left,
            comparison == null ? null : comparison.companyRate(),
            rows)
        .sorted(BoardOrder.WEIGHT);
  }

  private Board.Row boardRow(
      ScopeId scope,
      Tally tally,
      Metric metric,
      AsOf asOf,
      @Nullable Standing standing,
      long weight) {
    RepEntry rep =
        scope.kind() == ScopeId.Kind.REP ? directory.entry(scope.id(), asOf).orElse(null) : null;
    String name = rep == null || rep.name() == null ? "" : rep.name();
    Report.Row numbers =
        tallies
            .maker()
            .part(new Whose(scope, CellKey.PRIMARY, name), tally, Board.COLUMNS, metric.rate());
    return new Board.Row(scope.id(), rep, numbers, standing, weight);
  }

  private Optional<Report.Row> row(
      ScopeId scope, Slice slice, Period period, Segment segment, AsOf asOf) {
    String name = scope.kind() == ScopeId.Kind.REP ? tallies.name(scope.id(), asOf) : "";
    return tallies
        .maker()
        .row(
            new Whose(scope, CellKey.PRIMARY, name),
            slice.total(period),
            () -> slice.cohorts(period),
            segment);
  }

  @Override
  public Directory directory(AsOf asOf) {
    return new Directory(asOf, definition.version(), lag.getAsLong(), directory.all(asOf));
  }

  @Override
  public Today today(ScopeId scope, AsOf asOf) {
    long left = lag.getAsLong();
    Tally.Builder arrived = new Tally.Builder();
    if (asOf.day() <= asOf.lastArrival()) {
      cells.of(
          scope,
          day -> true,
          (own, day, all) ->
              all.stream()
                  .filter(cell -> cell.arrivalDay() == asOf.day())
                  .forEach(cell -> arrived.add(cell.tally())));
    }
    Map<String, Value> values = tallies.columns().values(arrived.build());
    Map<String, Long> counts = new LinkedHashMap<>();
    for (String column : Today.COLUMNS) {
      if (values.get(column) instanceof Value.Count count) {
        counts.put(column, count.count());
      }
    }
    return new Today(scope, asOf, definition.version(), left, counts);
  }

  @Override
  public @Nullable Unknown unknown(ScopeId scope) {
    return tallies.unknown(scope, organisation);
  }
}
