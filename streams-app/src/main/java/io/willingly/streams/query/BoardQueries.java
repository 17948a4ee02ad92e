package io.willingly.streams.query;

import io.willingly.metrics.comparison.Segment;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the page asks besides; as {@link Queries} in all else. */
public interface BoardQueries {

  /**
   * The numbers of every rep, team or the organisation in the primary role, over deals of a segment
   * only, in numerators and denominators alike.
   *
   * @param segment of one, columns of calls are empty: a call is of no kind of deal
   */
  Report report(ScopeId.Kind kind, Period period, Segment segment, AsOf asOf);

  /**
   * The rows of one scope in {@link Queries#report}, of a segment the one in {@link #report}; none
   * when nothing happened.
   */
  Report row(ScopeId scope, Period period, Segment segment, AsOf asOf);

  /** The numbers of one scope by product line and recurrence. */
  Split split(ScopeId scope, Period period, AsOf asOf);

  /**
   * The numbers of one scope by period; reads its rows only.
   *
   * @param periods in the order wanted, such as of {@link Period#between}
   */
  Series series(ScopeId scope, List<Period> periods, Segment segment, AsOf asOf);

  /**
   * Reps, or teams, by weight: who matters most first.
   *
   * @throws IllegalArgumentException for the organisation, which is what they are compared with
   */
  Board board(ScopeId.Kind kind, Metric metric, Period period, Segment segment, AsOf asOf);

  /** The reps the directory has on a day. */
  Directory directory(AsOf asOf);

  /** What arrived on the day of the question. */
  Today today(ScopeId scope, AsOf asOf);

  /** Why nothing can be told of a scope; null when there are numbers of it, or an entry. */
  @Nullable Unknown unknown(ScopeId scope);
}
