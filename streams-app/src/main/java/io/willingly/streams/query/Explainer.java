package io.willingly.streams.query;

import io.willingly.metrics.fold.CustomerView;
import io.willingly.metrics.fold.DealState;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.quality.Column;
import io.willingly.metrics.quality.Columns;
import io.willingly.metrics.quality.Value;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.tally.Cell;
import io.willingly.metrics.tally.CellKey;
import io.willingly.metrics.tally.Tally;
import io.willingly.streams.query.Explanation.Deal;
import io.willingly.streams.query.Explanation.Fraction;
import io.willingly.streams.query.Explanation.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the deals behind a rate. What a deal adds is computed from its own contribution by the same
 * columns as the report, so the sums cannot differ.
 */
record Explainer(TallyReader tallies, DealReader deals, Columns columns) {
  private static final Comparator<Deal> ORDER =
      Comparator.comparingInt(Deal::cohortDay)
          .thenComparing(Deal::deal)
          .thenComparing(Deal::customer)
          .thenComparing(Deal::rep);

  Explanation explain(
      ScopeId scope, String role, Metric metric, Period period, AsOf asOf, long lag) {
    List<Deal> found = new ArrayList<>();
    tallies
        .cohorts(scope, role, period.days(asOf.day()), asOf.lastArrival())
        .forEach(
            (rep, days) -> {
              collect(rep, role, days, metric, asOf, found);
              collectErased(rep, role, days, metric, asOf, found);
            });
    found.sort(ORDER);
    Tally reported = tallies.total(scope, role, period, asOf);
    return new Explanation(
        scope, role, metric, period, asOf, fraction(metric, reported), lag, found);
  }

  private void collect(
      String rep,
      String role,
      SortedSet<Integer> days,
      Metric metric,
      AsOf asOf,
      List<Deal> found) {
    deals
        .ofRep(rep, days)
        .forEach(
            (customerId, dealIds) ->
                Reading.attempt(
                    () ->
                        collect(
                            rep,
                            role,
                            days,
                            metric,
                            deals.customer(customerId, asOf),
                            dealIds,
                            found)));
  }

  private void collect(
      String rep,
      String role,
      SortedSet<Integer> days,
      Metric metric,
      CustomerView customer,
      Set<String> dealIds,
      List<Deal> found) {
    for (String dealId : dealIds) {
      CustomerView.DealView deal = customer.deals().get(dealId);
      if (deal != null && deal.state() != null) {
        for (Map.Entry<CellKey, Tally> cell : deal.cells().entrySet()) {
          CellKey key = cell.getKey();
          if (key.repId().equals(rep)
              && key.role().equals(role)
              && days.contains(key.cohortDay())
              && deal.state().status() == DealState.Status.WON) {
            found.add(
                deal(dealId, customer.customerId(), deal.state(), key, metric, cell.getValue()));
          }
        }
      }
    }
  }

  /** What erased deals had added by then, by cohort day: all that may be kept of them (R43). */
  private void collectErased(
      String rep,
      String role,
      SortedSet<Integer> days,
      Metric metric,
      AsOf asOf,
      List<Deal> found) {
    Map<Integer, Tally> byDay = new TreeMap<>();
    for (Cell cell : deals.erasedOfRep(rep, days, asOf.lastArrival())) {
      if (cell.key().role().equals(role)) {
        byDay.merge(cell.key().cohortDay(), cell.tally(), Tally::plus);
      }
    }
    byDay.forEach(
        (day, tally) -> {
          Fraction fraction = fraction(metric, tally);
          if (fraction.numerator() != 0 || fraction.denominator() != 0) {
            found.add(
                new Deal(
                    "",
                    "",
                    rep,
                    day,
                    fraction.numerator(),
                    fraction.denominator(),
                    Reason.ERASED,
                    List.of()));
          }
        });
  }

  private Deal deal(
      String dealId,
      String customerId,
      DealState state,
      CellKey key,
      Metric metric,
      Tally contribution) {
    Fraction fraction = fraction(metric, contribution);
    return new Deal(
        dealId,
        customerId,
        key.repId(),
        key.cohortDay(),
        fraction.numerator(),
        fraction.denominator(),
        reason(metric, state, fraction, fraction(Metric.REMORSE, contribution)),
        state.evidence().stream().map(Evidence::of).toList());
  }

  private Fraction fraction(Metric metric, Tally tally) {
    return new Fraction(count(metric.numerator(), tally), count(metric.denominator(), tally));
  }

  private long count(String name, Tally tally) {
    for (Column column : columns.all()) {
      if (column.name().equals(name) && column.of(tally) instanceof Value.Count count) {
        return count.count();
      }
    }
    throw new IllegalStateException("no count " + name);
  }

  private static Reason reason(
      Metric metric, DealState state, Fraction fraction, Fraction remorse) {
    boolean counts = fraction.numerator() > 0;
    return switch (metric) {
      case REMORSE -> counts ? deed(state) : withoutRemorse(state);
      case HAPPY_TO_PAY ->
          fraction.denominator() > 0 || (state.answer() == null && remorse.numerator() == 0)
              ? answer(state.answer())
              : deed(state);
      case REFERRAL ->
          counts
              ? Reason.REFERRED
              : state.referredDay() == null ? Reason.NO_REFERRAL : Reason.OUTSIDE_WINDOW;
    };
  }

  private static Reason deed(DealState state) {
    return state.remorseReason() == DealState.RemorseReason.STATED_REGRET
        ? Reason.STATED_REGRET
        : Reason.TOOK_IT_BACK;
  }

  private static Reason withoutRemorse(DealState state) {
    return switch (state.remorseReason()) {
      case TOOK_IT_BACK, STATED_REGRET -> Reason.OUTSIDE_WINDOW;
      case OTHER_REVERSAL -> Reason.OTHER_REVERSAL;
      case UNKNOWN_REASON -> Reason.UNKNOWN_REASON;
      case PARTIAL_REFUND -> Reason.PARTIAL_REFUND;
      case NONE -> Reason.KEPT;
    };
  }

  private static Reason answer(DealState.@Nullable Vote answer) {
    if (answer == null) {
      return Reason.NO_ANSWER;
    }
    return switch (answer) {
      case YES -> Reason.HAPPY;
      case NEUTRAL -> Reason.SO_SO;
      case NO -> Reason.NOT_HAPPY;
      case SPLIT -> Reason.SPLIT;
    };
  }
}
