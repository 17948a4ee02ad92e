package io.willingly.streams.query;

import io.willingly.metrics.period.Closing;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.quality.Column;
import io.willingly.metrics.quality.Columns;
import io.willingly.metrics.quality.Value;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.scope.ScopeTallies;
import io.willingly.metrics.tally.CellKey;
import io.willingly.metrics.tally.Tally;
import io.willingly.streams.query.DryRun.Effect;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Predicate;

/** Compares the numbers of a draft with those below it. */
final class DraftEffects {
  private static final Comparator<Period> ROLLING_FIRST =
      Comparator.comparing(Period::kind).reversed().thenComparing(Period::firstDay);

  private final Draft draft;
  private final Columns columns;
  private final int asOf;
  private final List<Effect> told = new ArrayList<>();
  private final Map<ScopeId.Kind, Integer> hidden = new EnumMap<>(ScopeId.Kind.class);

  /**
   * Of a draft to which everything was delivered.
   *
   * @param asOf the organisation's date of the rolling periods
   */
  DraftEffects(Draft draft, Columns columns, int asOf) {
    this.draft = draft;
    this.columns = columns;
    this.asOf = asOf;
  }

  /** Looks for them; of scopes that are not shown it only counts how many would change. */
  void tell(Predicate<ScopeId> shown) {
    draft
        .touched()
        .forEach(
            (scope, days) -> {
              List<Effect> effects = of(scope, days);
              if (shown.test(scope)) {
                told.addAll(effects);
              } else if (!effects.isEmpty()) {
                hidden.merge(scope.kind(), 1, Integer::sum);
              }
            });
  }

  List<Effect> told() {
    return told;
  }

  Map<ScopeId.Kind, Integer> hidden() {
    return hidden;
  }

  private List<Effect> of(ScopeId scope, SortedSet<Integer> days) {
    DraftRows rows = draft.rows(scope);
    ScopeTallies before = new ScopeTallies(rows.before());
    ScopeTallies after = new ScopeTallies(rows);
    List<Effect> effects = new ArrayList<>();
    for (Period period : periods(days)) {
      Tally was = before.total(CellKey.PRIMARY, period, asOf);
      Tally is = after.total(CellKey.PRIMARY, period, asOf);
      if (!was.equals(is)) {
        for (Column column : columns.all()) {
          Value old = column.of(was);
          Value now = column.of(is);
          if (!old.equals(now)) {
            effects.add(new Effect(scope, period, column, old, now));
          }
        }
      }
    }
    return effects;
  }

  /** What people look at: the rolling periods, those that close, and all. */
  private List<Period> periods(SortedSet<Integer> days) {
    Set<Period> periods = new HashSet<>(Set.of(Period.ALL));
    for (int day : days) {
      periods.addAll(Closing.periods(day));
      Period.ROLLING.stream()
          .filter(period -> period.days(asOf).contains(day))
          .forEach(periods::add);
    }
    return periods.stream().sorted(ROLLING_FIRST).toList();
  }
}
