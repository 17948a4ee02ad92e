package io.willingly.streams.query;

import io.willingly.metrics.alarm.Alarm;
import io.willingly.metrics.alarm.Alarm.Events;
import io.willingly.metrics.alarm.Watched;
import io.willingly.metrics.fold.CustomerView;
import io.willingly.metrics.fold.DealState;
import io.willingly.metrics.period.Period.Days;
import io.willingly.metrics.tally.CellKey;
import io.willingly.streams.query.Explanation.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds the deals that make up an alarm. */
record AlarmDeals(TallyReader tallies, DealReader deals, int remorseDays) {
  private static final Comparator<AlarmDeal> ORDER =
      Comparator.comparing(AlarmDeal::deal).thenComparing(AlarmDeal::customer);

  /** The deals, the latest cohort first. */
  List<AlarmDeal> of(Alarm alarm, AsOf asOf) {
    List<AlarmDeal> found = new ArrayList<>();
    List<Events> latestFirst = new ArrayList<>(alarm.evidence());
    latestFirst.sort(Comparator.comparingInt(Events::cohortDay).reversed());
    if (latestFirst.isEmpty()) {
      return found;
    }
    Days days =
        new Days(
            latestFirst.get(latestFirst.size() - 1).cohortDay(), latestFirst.get(0).cohortDay());
    Map<String, SortedSet<Integer>> cohorts =
        tallies.cohorts(alarm.scope(), CellKey.PRIMARY, days, asOf.lastArrival());
    for (Events events : latestFirst) {
      if (found.size() >= AlarmDeal.MOST) {
        break;
      }
      List<AlarmDeal> some = new ArrayList<>();
      cohorts.forEach(
          (rep, own) -> {
            if (own.contains(events.cohortDay())) {
              collect(alarm, rep, events, asOf, some);
            }
          });
      found.addAll(told(alarm, events, some));
    }
    return found.subList(0, Math.min(AlarmDeal.MOST, found.size()));
  }

  private void collect(Alarm alarm, String rep, Events events, AsOf asOf, List<AlarmDeal> into) {
    SortedSet<Integer> day = new TreeSet<>(Set.of(events.cohortDay()));
    deals
        .ofRep(rep, day)
        .forEach(
            (customerId, dealIds) -> {
              CustomerView customer = deals.customer(customerId, asOf);
              for (String dealId : dealIds) {
                CustomerView.DealView deal = customer.deals().get(dealId);
                DealState state = deal == null ? null : deal.state();
                Reason reason = state == null ? null : reason(alarm, events, rep, state);
                if (reason != null) {
                  into.add(new AlarmDeal(customerId, dealId, rep, events.cohortDay(), reason));
                }
              }
            });
  }

  private @Nullable Reason reason(Alarm alarm, Events events, String rep, DealState state) {
    boolean counts =
        state.repId().equals(rep)
            && state.cohortDay() == events.cohortDay()
            && state.productLine().equals(events.segment().productLine())
            && state.recurring() == events.segment().recurring();
    if (!counts) {
      return null;
    }
    Integer remorse = alarm.metric() == Watched.REMORSE ? state.remorseDay() : null;
    int day = state.cohortDay() + (remorse == null ? 0 : remorse);
    boolean inRun = remorse == null || (alarm.from() <= day && day <= alarm.day());
    return inRun ? AlarmDeal.reason(alarm.metric(), state, remorseDays) : null;
  }

  /** As many as the alarm counted: an answer that came after it is not among what raised it. */
  private List<AlarmDeal> told(Alarm alarm, Events events, List<AlarmDeal> some) {
    some.sort(ORDER);
    if (some.size() <= events.count()) {
      return some;
    }
    AsOf then = AsOf.knownOn(alarm.day());
    List<AlarmDeal> told = new ArrayList<>(some);
    told.sort(Comparator.comparing((AlarmDeal deal) -> !known(alarm, deal, then)));
    return told.subList(0, Math.toIntExact(events.count()));
  }

  private boolean known(Alarm alarm, AlarmDeal deal, AsOf then) {
    CustomerView.DealView view = deals.customer(deal.customer(), then).deals().get(deal.deal());
    DealState state = view == null ? null : view.state();
    return state != null && AlarmDeal.reason(alarm.metric(), state, remorseDays) != null;
  }
}
