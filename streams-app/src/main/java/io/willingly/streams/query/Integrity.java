package io.willingly.streams.query;

import io.willingly.metrics.integrity.IntegrityCheck;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Whether the answers of a period can be trusted, by scope.
 *
 * @param definitionVersion rule set of the numbers
 * @param lag records still to be read when it was made
 * @param minimum of fewer no percentage is told
 * @param rows by id in UTF-8 byte order, the company last
 */
public record Integrity(
    ScopeId.Kind kind,
    Period period,
    AsOf asOf,
    int definitionVersion,
    long lag,
    int minimum,
    List<Row> rows) {
  public Integrity {
    rows = List.copyOf(rows);
  }

  /** The rows of some scopes only. */
  public Integrity where(Predicate<String> id) {
    return new Integrity(
        kind,
        period,
        asOf,
        definitionVersion,
        lag,
        minimum,
        rows.stream().filter(row -> id.test(row.id())).toList());
  }

  /**
   * One scope.
   *
   * @param counts each check's share
   * @param happy answering customers happy with the price, of those who answered
   * @param answered deals taken back within the window, of deals whose survey was answered
   * @param silent the same of deals whose survey was not answered
   * @param suspicious checks whose share is above what chance and the company's spread explain
   */
  public record Row(
      String id,
      String name,
      List<Share> counts,
      Share happy,
      Share answered,
      Share silent,
      Set<IntegrityCheck> suspicious) {
    public Row {
      counts = List.copyOf(counts);
      suspicious = Set.copyOf(suspicious);
    }
  }

  /** So many of so many. */
  public record Share(long count, long of) {}
}
