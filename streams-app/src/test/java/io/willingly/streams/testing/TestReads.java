package io.willingly.streams.testing;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.period.Closing;
import io.willingly.streams.query.AlarmQueries;
import io.willingly.streams.query.BoardQueries;
import io.willingly.streams.query.CauseSource;
import io.willingly.streams.query.ComparisonQueries;
import io.willingly.streams.query.Queries;
import io.willingly.streams.query.ReadSide;
import io.willingly.streams.query.StateStores;
import io.willingly.streams.query.StreamsAlarms;
import io.willingly.streams.query.StreamsBoards;
import io.willingly.streams.query.StreamsComparisons;
import io.willingly.streams.query.StreamsQueries;
import io.willingly.streams.runtime.PipelineService;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.LongSupplier;

/** The read side of what a test runs. Its organisation is called {@code company}. */
public class TestReads implements ReadSide {
  private static final String ORGANISATION = "company";

  private final Definition rules;
  private final Clock clock;
  private final Queries queries;
  private final AlarmQueries alarms;
  private final ComparisonQueries comparisons;
  private final BoardQueries boards;

  protected TestReads(
      Definition rules,
      Clock clock,
      Queries queries,
      AlarmQueries alarms,
      ComparisonQueries comparisons,
      BoardQueries boards) {
    this.rules = rules;
    this.clock = clock;
    this.queries = queries;
    this.alarms = alarms;
    this.comparisons = comparisons;
    this.boards = boards;
  }

  /** Of a pipeline on a broker. */
  public static TestReads of(PipelineRun run, Definition rules, Clock clock) {
    PipelineService service = run.service();
    return of(StateStores.of(service.streams(), service.partitions()), service::lag, rules, clock);
  }

  /** Of a state. */
  public static TestReads of(StateStores stores, LongSupplier lag, Definition rules, Clock clock) {
    return of(stores, (scope, period) -> Map.of(), lag, rules, clock);
  }

  static TestReads of(
      StateStores stores, CauseSource causes, LongSupplier lag, Definition rules, Clock clock) {
    Queries queries =
        new StreamsQueries(stores, rules, ORGANISATION, Closing.STANDARD, causes, lag);
    ComparisonQueries comparisons =
        new StreamsComparisons(stores, rules, ORGANISATION, queries::lag);
    return new TestReads(
        rules,
        clock,
        queries,
        new StreamsAlarms(stores, rules, ORGANISATION, 1, queries::lag),
        comparisons,
        new StreamsBoards(stores, rules, ORGANISATION, comparisons, queries::lag));
  }

  @Override
  public Queries queries() {
    return queries;
  }

  @Override
  public AlarmQueries alarms() {
    return alarms;
  }

  @Override
  public ComparisonQueries comparisons() {
    return comparisons;
  }

  @Override
  public BoardQueries boards() {
    return boards;
  }

  @Override
  public ZoneId zone() {
    return rules.zone();
  }

  @Override
  public int today() {
    return rules.dayOfMillis(clock.millis());
  }
}
