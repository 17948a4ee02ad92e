package io.willingly.streams.query;

import io.willingly.metrics.comparison.Segment;
import io.willingly.metrics.comparison.Standing;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.scope.Tenure;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reps, or teams, with what their customers say and do, and where that puts them.
 *
 * @param settledThrough last cohort day whose deals are compared; younger ones only are counted
 * @param definitionVersion rule set of the numbers
 * @param lag records still to be read when it was made
 * @param companyRate what the tiers are against, in millionths; null without trials
 * @param rows those who matter most first; deals of nobody have none
 */
public record Board(
    ScopeId.Kind kind,
    Metric metric,
    Period period,
    Segment segment,
    AsOf asOf,
    int settledThrough,
    int definitionVersion,
    long lag,
    @Nullable Long companyRate,
    List<Row> rows) {
  /** The columns of a row besides the rate. */
  public static final List<String> COLUMNS =
      List.of("won", "bar_happy", "bar_not_happy", "bar_no_word", "kept_answered");

  public Board {
    rows = List.copyOf(rows);
  }

  /**
   * One rep or team.
   *
   * @param rep as the directory has him; null of a team, and where it is silent
   * @param numbers of all deals of the period: {@link #COLUMNS}, the metric's rate and its
   *     certainty
   * @param standing by the settled deals of the period; null without any
   * @param weight customers affected times certainty, in millionths; see {@link
   *     io.willingly.metrics.comparison.Comparison#weight}
   */
  public record Row(
      String id,
      @Nullable RepEntry rep,
      Report.Row numbers,
      @Nullable Standing standing,
      long weight) {}

  /** The same in another order. */
  public Board sorted(BoardOrder order) {
    return with(rows.stream().sorted(order.of(metric)).toList());
  }

  /**
   * Some of the rows; where they stand remains that among all.
   *
   * @param team of the reps, or the one team; null for any
   * @param marketSegment of the reps; null for any
   * @param tenure of the reps; null for any
   */
  public Board only(
      @Nullable String team, @Nullable String marketSegment, @Nullable Tenure tenure) {
    Predicate<Row> asked =
        row -> {
          RepEntry rep = row.rep();
          String own =
              kind == ScopeId.Kind.TEAM ? row.id() : rep == null ? ScopeId.UNASSIGNED : rep.team();
          Tenure known = rep == null ? Tenure.UNKNOWN : rep.tenure();
          return (team == null || team.equals(own))
              && (marketSegment == null || (rep != null && marketSegment.equals(rep.segment())))
              && (tenure == null || tenure == known);
        };
    return with(rows.stream().filter(asked).toList());
  }

  /** The rows of some reps or teams. */
  public Board where(Predicate<String> id) {
    return with(rows.stream().filter(row -> id.test(row.id())).toList());
  }

  private Board with(List<Row> some) {
    return new Board(
        kind,
        metric,
        period,
        segment,
        asOf,
        settledThrough,
        definitionVersion,
        lag,
        companyRate,
        some);
  }
}
