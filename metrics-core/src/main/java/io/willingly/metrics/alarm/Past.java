package io.willingly.metrics.alarm;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** How the deals of one scope ended before a quarter. Not thread-safe. */
final class Past {
  private final SortedMap<Segment, Counts> bySegment = new TreeMap<>();
  private final long[] eventLags;
  private final long[] otherLags;
  private int firstDay = Integer.MAX_VALUE;

  /**
   * Nothing yet.
   *
   * @param longest the most days from signing to outcome
   */
  Past(int longest) {
    eventLags = new long[longest + 1];
    otherLags = new long[longest + 1];
  }

  /** Outcomes, and those of them with the event. */
  record Counts(long trials, long events) {
    static final Counts NONE = new Counts(0, 0);

    Counts plus(Counts other) {
      return new Counts(trials + other.trials, events + other.events);
    }
  }

  void add(Outcome outcome) {
    Counts counts = new Counts(outcome.count(), outcome.event() ? outcome.count() : 0);
    bySegment.merge(outcome.segment(), counts, Counts::plus);
    long[] lags = outcome.event() ? eventLags : otherLags;
    int lag = outcome.day() - outcome.cohortDay();
    lags[Math.max(0, Math.min(lag, lags.length - 1))] += outcome.count();
    firstDay = Math.min(firstDay, outcome.day());
  }

  /**
   * All of them together.
   *
   * @param pasts at least one
   */
  static Past sum(Collection<Past> pasts) {
    Past sum = new Past(pasts.iterator().next().eventLags.length - 1);
    pasts.forEach(sum::add);
    return sum;
  }

  private void add(Past other) {
    other.bySegment.forEach((segment, counts) -> bySegment.merge(segment, counts, Counts::plus));
    Arrays.setAll(eventLags, lag -> eventLags[lag] + other.eventLags[lag]);
    Arrays.setAll(otherLags, lag -> otherLags[lag] + other.otherLags[lag]);
    firstDay = Math.min(firstDay, other.firstDay);
  }

  SortedMap<Segment, Counts> bySegment() {
    return Collections.unmodifiableSortedMap(bySegment);
  }

  Counts total() {
    return bySegment.values().stream().reduce(Counts.NONE, Counts::plus);
  }

  /** The first outcome day, {@link Integer#MAX_VALUE} without any. */
  int firstDay() {
    return firstDay;
  }

  /** Deals by days from signing to the event, or to the outcome without it. */
  Lags lags() {
    return new Lags(
        Arrays.stream(eventLags).boxed().toList(), Arrays.stream(otherLags).boxed().toList());
  }
}
