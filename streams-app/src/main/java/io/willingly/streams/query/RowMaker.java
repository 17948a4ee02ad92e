package io.willingly.streams.query;

import io.willingly.metrics.comparison.Segment;
import io.willingly.metrics.quality.Certainty;
import io.willingly.metrics.quality.Columns;
import io.willingly.metrics.quality.Maturity;
import io.willingly.metrics.quality.Value;
import io.willingly.metrics.scope.Cohort;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.tally.CellKey;
import io.willingly.metrics.tally.Tally;
import io.willingly.streams.query.Report.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Makes rows of reports of tallies.
 *
 * @param minimum the denominator from which on a rate is told
 */
record RowMaker(Columns columns, int minimum) {
  private static final Set<String> OF_CALLS = Columns.ofCalls();

  /**
   * Whose row it is.
   *
   * @param name of a rep as the directory has it, else empty
   */
  record Whose(ScopeId scope, String role, String name) {}

  /** The row of a tally; none of one that is zero (R79). */
  Optional<Row> row(Whose whose, Tally tally, Supplier<List<Cohort>> cohorts) {
    return row(whose, tally, cohorts, Set.of());
  }

  /** The row of a slice in the primary role; calls are of no segment, so of one none are told. */
  Optional<Row> row(Whose whose, Tally tally, Supplier<List<Cohort>> cohorts, Segment segment) {
    return row(whose, tally, cohorts, segment.equals(Segment.ALL) ? Set.of() : OF_CALLS);
  }

  private Optional<Row> row(
      Whose whose, Tally tally, Supplier<List<Cohort>> cohorts, Set<String> absent) {
    Map<String, Value> values = new LinkedHashMap<>(columns.values(tally));
    values.replaceAll((column, value) -> absent.contains(column) ? Value.ABSENT : value);
    if (values.values().stream().allMatch(Value::isZero)) {
      return Optional.empty();
    }
    List<Certainty> rates =
        columns.certainties(tally, minimum).stream()
            .filter(rate -> !absent.contains(rate.rate()))
            .toList();
    Map<String, String> texts = new LinkedHashMap<>();
    values.forEach((column, value) -> texts.put(column, value.text()));
    return Optional.of(
        new Row(
            whose.scope().id(),
            whose.role(),
            whose.name(),
            texts,
            rates,
            Maturity.of(cohorts.get(), minimum)));
  }

  /** Some columns and one rate only, of the primary role. */
  Row part(Whose whose, Tally tally, List<String> names, String rate) {
    Map<String, String> texts = new LinkedHashMap<>();
    columns.all().stream()
        .filter(column -> names.contains(column.name()) || column.name().equals(rate))
        .forEach(column -> texts.put(column.name(), column.of(tally).text()));
    List<Certainty> rates =
        columns.all().stream()
            .filter(column -> column.name().equals(rate))
            .flatMap(column -> column.certainty(tally, minimum).stream())
            .toList();
    return new Row(whose.scope().id(), CellKey.PRIMARY, whose.name(), texts, rates, List.of());
  }
}
